/**
 * What customers of a shop talk about, in three languages: words that mean the same become one concept, so that "посылка",
 * "доставка" and "shipping" meet, whichever of them an answer happens to use. Data only; a shop adds its own.
 *
 * Each word is a beginning: "достав" stands for "доставка", "доставите", "доставкой". With "=" at the end it is that word alone.
 * Several words joined by "+" must follow each other. Of several that fit, the longest wins. Spelling is folded when it is read, as
 * everything else is: ё/е, ы/и/і, э/е, signs and apostrophes need no second spelling.
 */

import { TOWN_WORDS } from './town-words.ts';

/** Concept → its words, parted by spaces. */
export type ConceptWords = Readonly<Record<string, string>>;

export const SHOP_WORDS: ConceptWords = {
  // On its way
  deliver:
    'достав привез привоз привозит отправ вышл высыл посла пришл присла пересла пересыл отгруз везёт везут довез ' +
    'надіс надсил відправ відвантаж вислат висил привезе привозит пересла переси ' +
    'deliver ship shipp dispatch send sent sending mail= mailed posted',
  receive:
    'получ получат отрим одерж receiv got= get+my arriv дошл дійш дойд прийд приход прийш прибуд прибы',
  courier: "курьер кур'єр курєр водител доставщик доставщ courier driver",
  pickup:
    'самовывоз самовивіз самовивоз забра забир забер забереш пункт+выдач пвз= пункт+видач точк+видач pick+up pickup collect= collection+point click+and+collect',
  locker: 'постамат поштомат почтомат ячейк комірк locker parcel+box',
  branch: 'отделени відділен branch',
  post: 'почт пошт укрпошт укрпочт нова+пошт нов+почт сдэк= сдек= боксберр boxberry cdek postal post= post+office carrier meest міст+експрес',
  parcel: 'посылк посилк бандерол пакунок пакунк коробк parcel package',
  track:
    'отслед відстеж відслідк отслеж трек треку трекін статус где+мой где+моя где+моё где+мои де+моя де+мій де+моє де+мої где+заказ де+замовл где+посыл де+посил накладн ттн= ' +
    "track where+is+my where's+my wheres+my status whereabouts waybill",
  address: 'адрес address street улиц вулиц индекс індекс postcode zip=',
  city: `город міст= міста= місті= регион регіон област district region city town деревн село= села= поселок селищ ${TOWN_WORDS}`,
  abroad:
    'границ кордон зарубеж закордон за+рубеж другую+стран інш+країн европ європ крым крим сша= америк= америку= америке= америки= америці= ' +
    'казахстан алмат астан беларус белорус білорус минск мінськ гомел росси росії польш польщ варшав герман німечч берлин берлін ' +
    'чехию= чехии= чехію= чехії= израил ізраїл грузию= грузии= грузію= грузії= тбилис тбіліс армени вірмен ереван єреван азербайдж ' +
    'узбек ташкент кыргыз киргиз бишкек бішкек молдов кишин кишин латви латві литв вильнюс вільнюс эстон естон финлянд фінлянд ' +
    'турци туреччин канад ' +
    'abroad international overseas foreign countr worldwide europe germany poland kazakhstan belarus britain london= berlin warsaw',
  customs: 'таможн митн пошлин мит+збір customs duty',
  late: 'задерж затрим опазд запізн не+успе просроч просрочк долго+нет долго+едет так+долго давно+жд досі+нема досі+не до+сих+пор все+ещё+не late= delay overdue still+waiting still+not taking+so+long',
  lost: 'потерял потеря пропал пропаж загуб зник lost= missing+parcel disappear',
  slot: 'интервал інтервал удобное+врем зручний+час time+slot вечер увечері вечором перенес перенос reschedul',
  urgent:
    'срочн терміно експрес экспресс день+в+день express urgent same+day next+day asap fast quick швидк быстр бистр скор скоріш',
  howlong:
    'сколько+дней скільки+дн скільки+днів срок термін строк сколько+ждать скільки+чекати сколько+времени скільки+часу через+сколько за+скільки how+long how+many+days how+soon когда+при коли+при when+will when+does when+do timeframe period',
  when: 'когда коли when= какого+числа якого+числа дата дату date=',
  storage: 'хранит хранен зберіг storage keep+it hold+it лежит+на лежить+на',
  floor: 'этаж поверх подъём підйом лифт ліфт floor stairs elevator',
  lookfirst:
    'осмотр огляд посмотреть+перед проверить+при перевірити+при вскрыть відкрити+посил inspect open+the+parcel',
  other:
    'другой+человек інша+людин доверенност довірен someone+else паспорт id+card соседу сусід neighbour neighbor different+person another+person',
  lost_call: 'не+звон не+дзвон не+перезвон без+звонк без+дзвінк didn+call',

  // The order
  order: 'заказ замов order покупк купил купила куплен купле купів купил придба purchas bought',
  place:
    'оформ сделать+заказ зробити+замовл як+замов как+заказ хочу+заказ хочу+купи как+купи як+купи place+an make+an checkout корзин кошик cart basket buy=',
  cancel:
    'отмен отказ отказат передум скасу скасов відмов відмін передума аннулир анулюв cancel void= stop+my',
  change:
    'измен изменит помен исправ поправ заменить+в перепут ошиб змін змінит поміня випра виправ помил редагу редактир change edit modif amend update correct mistake wrong+address',
  add: 'добав дополн докин дода дозамов add= add+to append more+to',
  remove: 'убра убер удал вычеркн прибр прибер видал delete remov erase stop+using',
  merge: "объедин об'єдн разом два+заказ два+замовл combin merge together",
  confirm: 'подтвер підтвер confirm',
  number: 'номер+заказ номер+замовл order+number',
  history: 'истори історі прошл+заказ старі+замовл history past+order previous+order',
  minimum: 'минимал мінімал minimum',
  reserve: 'отлож резерв забронир заброн відклад reserve hold+for put+aside',
  comment: 'комментар коментар примечан приміт comment+to note+to',

  // Money
  pay: 'оплат платит плати= плачу= платеж платёж платіж заплат расплат розрах рассчит сплат pay paid payment paying settle',
  method: 'способ спосіб чем+можно чим+можна варіант вариант метод method option= options= way+to ways+to',
  card: 'карт карткою картк visa mastercard мир= мастеркард віза виза credit+card debit',
  cash: 'наличн налик готівк cash банкнот купюр',
  cod: 'наложен накладен накладн+плат післяплат после+получен при+получен при+отриман on+delivery cod= оплата+потом',
  transfer: 'перевод переказ банк bank= transfer реквизит реквізит iban сбп= qr=',
  online: 'онлайн online інтернет интернет через+сайт',
  wallet: 'apple+pay google+pay гугл+пей эпл+пей paypal кошел кошельк гаманц wallet',
  instalment:
    'рассрочк розстроч частям частин долям кредит позик installment instalment split klarna сплит later=',
  prepay: 'предоплат передоплат аванс завдат prepay prepaid advance upfront deposit',
  price:
    'цен цін стои стоимост коштує кошту вартіст почём почем скільки+за сколько+за price cost how+much цінник тариф rate',
  cheap: 'дорог дешев дорож дешевле дорого expensive cheap too+much lower+price',
  free: 'бесплат безкоштовн безплатн даром free= for+free free+of',
  fee: 'комисс коміс штраф fee= fees charge= charges charged+for penalt неустойк',
  twice: 'дважды двічі два+раза два+рази двойн подвійн повторн+спис twice double duplicate',
  deducted: 'списал списан знял= зняли деньги+ушли гроші+пішли charged debited',
  fail: 'не+проход не+проходить не+прошл не+пройшл не+работа не+прац не+получа не+могу не+можу не+виход не+вдаєт не+открыва не+відкрив ошибк помилк сбой збій проблем глюч не+груз fail error issue problem trouble declin reject doesn+work not+work cannot can+t unable stuck',
  receipt: 'чек= чека= чеку= чеком= чеки= чекі= квитанц receipt',
  invoice: 'счёт+на счет+на счёт= счет= рахунок рахунк фактур накладна+для invoice bill= bills',
  company:
    'юрлиц юр+лиц юридич компан організац организац ип= тов= фоп= ооо= company business legal+entity ндс= пдв= vat= tax',
  money: 'деньг денег денеж гроші грошей кошти коштів средств money funds',

  // Back again
  return:
    'возвр верн вернул возвращ сдать= сдам= обратно поверн поверта здати назад return back= send+back take+back',
  refund:
    'вернут+день вернёт+день вернете+день возврат+сред возврат+ден поверн+гро поверн+кошт refund money+back reimburs compens компенс',
  exchange: 'обмен обмін поменять+на поміняти+на замен замін exchang swap replac',
  defect:
    'брак= брака= бракован дефект порван порвал рван пятн плям дырк дірк разош розійш сломан сломал злама пошкодж поврежд испорч зіпсов затяжк трещин тріщин разби розбит царап скол= ' +
    'defect faulty broken damag torn stain hole= flaw scratch crack',
  wrongitem:
    'не+тот не+та= не+то= не+те= не+той не+тот+товар другой+товар інший+товар чуж пересорт перепутали переплут не+мой+заказ не+моє+замов not+my+order wrong+item wrong+product wrong+colour wrong+color wrong+size incorrect+item other+item',
  incomplete:
    'не+хвата невистача не+вистача недостач недоложи не+полож не+поклал недокомпл комплект missing= incomplet short+of',
  warranty: 'гарант warrant guarantee',
  repair: 'ремонт починит полагод repair fix+it fixed сервисн+центр сервісн',
  tag: 'бирк бірк ярлык ярлик упаковк упаков пакован tag= tags packag+open original+pack',
  policy:
    'правила= правил= правилам= правилах= умов услови политик політик полож policy policies terms condition закон law right+to',

  // Goods
  size: 'размер розмір size sizing мерк мірк обхват обхват замер замір см= cm= measur линейк таблиц+розм таблиц+разм',
  fit: 'подойд подойдет подошл не+подош підійд підійш не+підій маломер большемер маломір сядет+ли понрав сподоб fit= fits fitting suit= small= big= large= мал= мала= велик велика= тесн затісн',
  tryon: 'пример приміря приміряти помер примірк fitting+room try+on try+it',
  length: 'длин довжин рост= росту= зріст length height tall=',
  colour:
    'цвет кольор колір расцвет забарв оттен відтін красн червон черн чорн белый= белая= белое= белом= белую= білий= біла= біле= білому= білу= ' +
    'синий= синяя= синее= синем= синю синій= синя= синє= синьому= зелен розов рожев желт жовтий= жовта= жовте= жовту= жовтого= жовтому= беж= бежев коричнев фиолет фіолет голуб блакит ' +
    'бордов серый= серая= сером= серую= сірий= сіра= сірому= colour color shade black= red= white= blue= green= grey= gray= pink= beige= brown= yellow= purple=',
  fabric:
    'ткан тканин матери матеріал состав склад= лён лен= льна= льон льону кожан шкірян leather замш хлоп бавовн шерст вовн шёлк шовк синтет fabric material cotton linen wool silk composition made+of made+from',
  care: 'стир пран прати праля виперу уход= ухаж догляд глад прасув утюг праск сушит сушк сушарк отбел відбіл химчист хімчист wash launder iron= ironing dry= drying dryer bleach care+for dry+clean',
  shrink: 'сяд= сядет усад усядет сіда сяде зсяд збіг shrink',
  stain: 'вывести+пят вивести+пл stain+remov',
  quality: 'качеств якіст якісн quality durab надёжн надійн прочн міцн',
  real: 'оригинал оригінал подделк підробк настоящ справжн authentic genuine original= fake сертификат+кач сертифікат+як сертификат+соот certificate+of сертифіков made+in производ виробн виробля изготов manufactur origin бренд brand',
  stock:
    'наличи наявн в+нали є+в= есть+ли+в остал= осталось залиш лишил available availab in+stock stock= have+any',
  soldout: 'закончил распрод закінчи розпрод немає+в нет+в out+of+stock sold+out unavailable',
  restock:
    'поступ поступлен завез завоз надход надійд знову+буде появит зʼявит зявит restock back+in coming+back again+available',
  preorder: 'предзаказ передзамовл под+заказ під+замовл pre+order preorder made+to+order',
  notify:
    'сообщ уведом напиши+когда дайте+знать повідом сповіст дайте+знати notif alert= let+me+know tell+me+when remind напомн нагада',
  recommend:
    'посовет порекоменд подскажите+что выбрать обрати порад порекомен recommend suggest advice advise choose which+one что+лучше що+краще best+for better+for',
  catalogue: 'каталог ассортимент асортимент catalogue catalog assortment range=',
  sample: 'образец образц зразок зразк sample swatch',
  photo: 'фото= фотк фотограф photo picture снимк знімк image',
  set: 'комплектация компл= набор набір set= bundle kit=',
  weight: 'вес= веса= вага= ваги= важит weigh weight габарит dimension',

  // Offers
  promo: 'промокод промик промо+код купон promo coupon voucher discount+code кодове+слово кодовое',
  sale: 'скидк знижк акци акці распродаж розпродаж sale= sales discount offer deal= чёрн+пятн чорн+пятн black+friday',
  gift: 'подар подарунк gift= gifts present=',
  giftcard:
    'сертификат= подарочн+серт подарунк+серт подарочн+карт сертифікат= gift+card gift+certificate gift+voucher',
  wrap: 'обёртк обертк подарочн+упак подарунк+пак открытк листівк wrap gift+wrap gift+box',
  points: 'балл балів бали= бал= бонус кешб кэшб point= points bonus cashback reward начисл нарахов',
  loyalty:
    'лояльн программ+лоял програм+лоял loyalt member скидочн+карт карт+клиент карт+клієнт клубн дисконтн уровен рівен level=',
  birthday: 'день+рожд дня+рожд дню+рожд день+народж дня+народж birthday',
  newcomer: 'перв+заказ перше+замовл первую+покупк першу+покупк first+order welcome',

  // The customer's account
  account: 'аккаунт акаунт кабинет кабінет профил профіл учётн учетн обліков account profile',
  login: 'войти= вход= зайти= логин увійти вхід= логін авториз log+in login sign+in signin logged sign+me',
  password: 'парол password passcode пин+код pin=',
  restore: 'восстанов забыл забыла відновит забув забула recover reset forgot restore retrieve',
  register:
    'регистр зарегистр реєстр зареєстр register registration sign+up signup open+an create= создат створит завест завести+каб join=',
  switch: 'переключ перейти+на switch another+account другой+аккаунт інший+акаунт different+account',
  privacy:
    'персональн перс+дан личны+дан особист+дан мої+дані мои+данные конфиденц конфіденц privacy gdpr personal+data my+data безопасн безпек secure safe=',
  email: 'почту= почта= имейл емейл мейл email e+mail електронн+пошт электронн+почт',
  phone: 'телефон номер+телеф мобіл мобил phone= mobile telephone',
  sms: 'смс= sms= кода= код+подтв код+підтв code+sms verification',
  subscribe: 'подпис підпис subscri newsletter рассылк розсилк mailing',
  unsubscribe:
    'отпис отпиш відпис відпиш unsubscri не+присылайте не+надсилайте не+пишите не+пишіть stop+sending спам= spam=',

  // The shop and its people
  shop: 'магазин крамниц шоурум салон бутик офис= офиса= офисе= офіс showroom store= stores shop= shops филиал філі',
  hours:
    'часы+раб режим график графік розклад години+роб години+прац работаете працюєте открыт відкрит закрыва зачиня до+скольк до+котр во+скольк о+котр open= opening hours close= closing closed working+hours до+которого круглосуточ цілодобов around+the+clock',
  weekend:
    'выходн вихідн празднич праздник свят= свята= суббот субот воскрес неділ нерабоч holiday weekend saturday sunday bank+holiday новый+год новий+рік',
  where:
    'где= де= where= находит знаход розташ расположен located location адреса+маг як+доїх как+доех проезд карт+проезд map= парковк parking',
  contact:
    "контакт связат звязат зв'язат звяз связь= зв'язок дозвон позвон звон зателеф подзвон дзвон написать+вам напис contact reach get+in+touch call= calling dial hotline горяч гаряч",
  operator:
    'оператор консультант менеджер живой+челов жив+люд живий человек= человеком людина людин спеціаліст специалист поддержк підтримк сотрудник працівник operator human person= agent representative support= customer+service someone+real advisor',
  complaint:
    'жалоб рекламац жалуюс пожалов скарг поскарж скаржит претенз complain complaint claim= недоволен недовол незадовол недоволь dissatisf unhappy возмущ обурен ужасн жахлив disappoint хам= хами нагруб',
  review: 'отзыв отзыва відгук оценк оцінк review feedback rating= opinion testimonial',
  wholesale: 'опт= оптов оптом гурт гуртов гуртом wholesale bulk= large+order большой+заказ велике+замовл',
  partner:
    'сотруднич співпрац партнёр партнер partner cooperat collab реклам advert блогер blogger influenc франш franchise поставщик постачальн supplier дропшип dropship',
  job: 'ваканс робота+у+вас работа+у+вас устроит працевлашт резюме вакант job= jobs career hiring vacanc',
  website: 'сайт= сайте= сайта= сайту= сайті= website site= web+page приложен застосун додаток app= апп=',
  help: 'помощ помог помогит допомог допомож help= assist',
  instruction: 'инструкц інструкц как+пользов як+корист manual instruction how+to+use',
};

/** What a concept becomes when it is denied: "не получил", "вы не прислали" and "still not here" are one thing. */
export const DENIED: Readonly<Record<string, string>> = {
  deliver: 'late',
  receive: 'late',
  stock: 'soldout',
};

/** Pictures and signs that people send instead of a word, or beside it. */
export const PICTURE_WORDS: ConceptWords = {
  hours: '24/7',
  parcel: '📦 🎁',
  deliver: '🚚 🚛 🛵 ✈',
  pay: '💳 💰 💸 💵 💴 💶',
  address: '📍 🗺',
  phone: '📞 ☎ 📱',
  size: '📏 👗 👕 👖',
  return: '↩ 🔙 🔄',
  when: '⏰ ⏳ 📅 🕐',
};
