/** What `npm run faq:check -- --help` says. */
export const HELP = `npm run faq:check -- [options]

Reads the answers (FAQ_DIR), the texts and shop.yaml as the server would, and says what is wrong, file by file: where, why, what to do.

  --faq DIR        the answers, instead of FAQ_DIR
  --shop DIR       the shop's folder, instead of SHOP_DIR
  --data DIR       the data folder of a server: tells answers that nobody asked for in 90 days
  --links          asks every address on the web whether it answers
  --translated     translations are in step with their originals: with names, those of these entries; without, all that
                   were changed themselves. Writes translations.txt beside the answers
  --strict         warnings count as errors
  --json           one JSON object as the last line
  --help           this

Exit status: 0 it can go live, 1 errors (with --strict: or warnings), 2 used wrongly.
docs/faq-files.md explains the files and every finding.`;
