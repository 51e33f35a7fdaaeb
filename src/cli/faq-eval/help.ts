/** What `npm run faq:eval -- --help` says. */
export const HELP = `npm run faq:eval -- [--data DIR] [options]

How good the matcher is, beside fuse.js (where it is installed). Without --data: on the shop's own answers, each phrasing asked as though
nobody had written it, and as though its entry were missing ("near"). With --data: on sets of questions in a folder, split by seeds.

  --data DIR        sets to measure with: *.json, each {name, lang: ru|uk|en|mix, items: {topic: [phrasings]}, oos: [questions]}
  --sets a,b        only these, by name
  --k 1,3,5         phrasings that an entry has
  --noise a,b       clean, typo1, typo2, nopunct, translit, layout; clean unless given
  --seeds N         how often it is split anew, for the mean; 5 unless given
  --from N          the first seed; 100 unless given
  --cap N           questions asked at most in a run (without --data: in a language); 300 unless given
  --lexicon off     words stand for themselves alone
  --fuse off        our matcher only: fuse.js takes its time
  --faq DIR         the answers, instead of FAQ_DIR
  --shop DIR        the shop's folder, instead of SHOP_DIR
  --json FILE       the figures also into this file
  --help            this

Shares are percent. Far: questions about other things; near: questions of topics that were withheld. The bands are those that the
entries teach by themselves.

Exit status: 0 measured, 1 a set or the answers cannot be read, 2 used wrongly.
For example: npm run faq:eval -- --data ~/questions --k 5 --noise clean,typo1,layout`;
