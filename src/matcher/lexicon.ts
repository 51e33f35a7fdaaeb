/**
 * What a shop's customers talk about, in three languages: words that mean the same thing become one concept, so that
 * "посилка", "доставка" and "shipping" meet. Beginnings of folded words; the longest that fits wins.
 */

/** Concept → beginnings of words (ы, і, ї as и; э, є as е; no soft signs or apostrophes). */
const CONCEPTS: Record<string, string> = {
  deliver:
    'достав привез привоз привезт отправ вишл висила видправ надис надсил пересил deliver ship shipping shipment dispatch send sent',
  courier: 'курер courier driver',
  pickup:
    'самовивоз самовивез пункт видач видачи постамат поштомат забра забира отделени виддиленн пвз pickup pick collect locker',
  post: 'почт пошт post mail укрпошт',
  track: 'отсле видсте трек track status статус где де where',
  parcel: 'посилк посил бандерол parcel package',
  order: 'заказ замов order purchase покупк покупц купив купил купле придбан bought',
  cancel: 'отмен отказ скасу скасов видмов видмин аннулир cancel annul передум refuse',
  change: 'измен змин помен исправ виправ правк редакт change edit modify amend update',
  address: 'адрес address',
  pay: 'оплат плат плач сплат розрах рассчит pay paid payment предопл передопл prepay',
  card: 'карт card visa мир mastercard маестро',
  cash: 'налич готивк cash купюр banknote',
  online: 'онлаин онлайн online интернет internet',
  cod: 'налож пислясплат наклад',
  instalment:
    'рассроч розстроч частин част долям кредит installment instalment credit split klarna позик later monthly',
  return: 'возвр верн поверн поверт возвращ обратно return refund назад сдат здат',
  exchange: 'обмен обмин замен замин поменя поминят exchange swap replace',
  money: 'денег денги денег гроши кошт средств money грош деньг',
  defect:
    'брак дефект деффект дефек порв рван пятн плям дирк дир испор зипс сломан сломал пошкодж поврежд шов шви defect faulty broken damage torn stain hole flaw хвата недостач missing wrong',
  warranty: 'гарант warrant guarantee',
  points: 'балл бонус бали балив лоялн кешбек point loyalty bonus reward cashback',
  promo: 'промок купон скидк знижк акци распрод розпрод promo coupon discount voucher sale code',
  gift: 'подар сертифик подарун gift certificate present',
  size: 'размер розмир росмир замир мерк обхват size measure fit fitting sizing',
  tryon: 'пример примирк примиря прим try trial мерят меряю миряю миряти',
  care: 'стир прат пран прати вистир глад прас прасув сушит сушк уход догляд отбел видбил wash launder iron dry bleach care clean',
  shrink: 'сяд усад зсяд сил shrink',
  fabric: 'ткан матер состав склад хлоп бавовн лен лон лян лну fabric material cotton linen composition',
  hours:
    'часи час график график режим розклад расписан работа працю открит видчин закрит зачин hour open close schedule',
  contact:
    'контакт телефон номер звон дзвон позвон зателеф звяз связ связат email почти contact phone call reach',
  shop: 'магазин шоурум крамниц салон адреса store shop showroom',
  receipt: 'чек квитанц документ накладн счет рахунок фактур receipt invoice bill document',
  contactless: 'бесконтакт безконтакт двер порог contactless doorstep door',
  abroad:
    'границ кордон стран краин казахст белар беларус казах abroad international country foreign overseas рубеж закордон росси росии russia belarus kazakh outside overseas',
  price: 'цен цин стоит стоим кошту вартист варт price cost much fee дорог',
  time: 'срок термин долго довго швидк бистр скоро когда коли time long fast quick soon',
  stock:
    'налич наявн stock available склад остал завез завоз поступ надходж закончил закинчил распрода sold restock',
  operator:
    'оператор менедж человек людин консулт пидтрим поддерж operator human person agent support manager',
  quality: 'качеств якист quality',
  weekend: 'виход вихидн празд свят weekend holiday sunday saturday суббот субот воскрес недил',
};

const PREFIXES = prefixMap();
const LONGEST = Math.max(...[...PREFIXES.keys()].map((prefix) => prefix.length));
const SHORTEST = 2;

/** The concept of one folded word, or null. */
export function conceptOf(word: string): string | null {
  for (let length = Math.min(word.length, LONGEST); length >= SHORTEST; length -= 1) {
    const concept = PREFIXES.get(word.slice(0, length));
    if (concept === undefined) continue;
    // Very short beginnings mean something only as whole words.
    return length <= 3 && word.length > length + 2 ? null : concept;
  }
  return null;
}

function prefixMap(): Map<string, string> {
  const map = new Map<string, string>();
  for (const [concept, list] of Object.entries(CONCEPTS)) {
    for (const prefix of list.split(' ')) if (!map.has(prefix)) map.set(prefix, concept);
  }
  return map;
}
