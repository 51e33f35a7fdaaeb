/**
 * What customers of the shop of this repository write, as they write it, with the answers and flows that serve them: typos, Latin letters, another
 * layout, two languages at once, one word.
 */
import { LOCALES, type Locale } from '../../src/core/locale.ts';

export interface CustomerQuestion {
  locale: Locale;
  text: string;
  /** Each of these serves; none: the FAQ has nothing to say to it. */
  served: readonly string[];
}

const ASKED: Record<Locale, string> = {
  ru: `
    flow:order-status: где моя посылка / Трек-номер / трек номер / где заказ ML-1007 / посылка не пришла / я не получил заказ
    flow:order-status: вы не прислали заказ / вы мне так ничего и не прислали!!! / заказ не пришел а написано доставлен
    flow:order-status: заказал неделю назад и тишина / когда привезут / скок еще ждать мой заказ / где мая пасылка / gde moy zakaz
    flow:order-status: gde moja posylka / GDE MOI ZAKAZ?? / ult vjq pfrfp / 📦❓ / заказ где / что с моим заказом
    flow:order-status: почему так долго везёте / до сих пор не получила свою посылку / мне не доставили заказ / статус моего заказа
    flow:order-status: када приедет мой заказ / Где мои вещи?! / ответьте где мой заказ ML-1010 уже третий день жду
    return-cost: обратная доставка платная / обратная доставка платная? / возврат бесплатный? / кто оплачивает возврат
    return-cost: за возврат надо платить?
    delivery-pickup flow:pickup: Где находится пункт самовывоза?
    returns exchange: Возврат и обмен / не подошло
    hours: 24/7 / до скольки работаете / вы сегодня работаете? / работаете в праздники? / часы работы / график на выходные
    returns: возврат / kak vernut tovar / rfr dthyenm njdfh / хочу сдать товар / вещь не понравилась, что делать
    delivery: доставка / как вы отправляете
    payment: оплата
    sizes: размеры / какой размер мне взять рост 165
    loyalty flow:loyalty: бонусы
    promo-code flow:promotions: скидки / есть промокод на первый заказ?
    contacts: телефон / адрес / как вам позвонить
    delivery-pickup: самовывоз / какие документы нужны чтобы забрать
    delivery-courier: курьером / во сколько приедет курьер / курьер позвонит заранее?
    exchange: обмен / размер не подошел хочу больше / поменять на s / обменять на размер меньше
    defect: брак / дырка на рукаве / пришло с браком / шов разошелся / пятно на новой скатерти
    gift-card: сертификат / подарочный сертификат купить
    refund-time: я вернул, а деньги не пришли / вы мне деньги когда вернете / почему мне не вернули деньги / сколько ждать возврат денег
    refund-time: деньги за возврат так и не пришли
    delivery-cost: skolko stoit dostavka / skoka dostavka stoit / доставка сколько / за доставку платить надо?
    delivery-cost: от какой суммы доставка бесплатно / почем доставка / стоимость доставки курьером / бесплатная доставка от скольки
    returns flow:return: kak oformit' vozvrat / kak oformit vozvrat
    delivery-time: crjkmrj ;lfnm ljcnfdre / когда придет если сегодня закажу / за сколько доедет до новосибирска / сколько идёт посылка
    delivery-time: срок доставки в самару
    delivery-regions: в екатеринбург возите?
    delivery-abroad: в казахстан отправите? / отправка в беларусь
    delivery-express: можно сегодня получить очень надо / нужно до вечера успеете? / доставка день в день
    delivery-weekends: в воскресенье привезете?
    delivery-missed: курьер приехал а меня не было / меня не было дома когда приезжали / проспала курьера
    delivery-recipient: муж может забрать заказ вместо меня? / может другой человек получить / можно чтоб мама забрала
    delivery-storage: сколько лежит заказ на пвз / не успею забрать продлите хранение / до какого числа хранится посылка
    delivery-locker: не открывается ячейка постамата
    tracking-broken: трек не отслеживается / статус не обновляется уже 5 дней
    parcel-damaged: коробка мятая пришла
    wrong-item: прислали не тот цвет / в посылке чужая вещь / недоложили товар / пришел не мой заказ / прислали другой размер
    wrong-item: в заказе не хватает одной вещи
    return-where: куда сдавать возврат / по какому адресу отправлять возврат
    return-used: постирала один раз, можно сдать? / срезала бирку примете?
    return-no-receipt: чек выкинула
    return-late: прошло 2 недели, могу вернуть?
    returns-exceptions: постельное белье можно вернуть?
    return-gift: подарили не понравилось
    return-part: вернуть только одну вещь из заказа
    order-cancel: отмените заказ пожалуйста / передумала покупать / как отменить заказ / заказ больше не нужен
    order-change: добавьте в заказ еще полотенце / неправильно указала телефон в заказе / уберите одну позицию из заказа
    flow:address-change: поменяйте адрес / я переехала, доставьте по другому адресу / неправильный адрес указала
    order-confirm: оформила заказ но ничего на почту не пришло / мой заказ принят?
    order-number: где посмотреть номер заказа
    order-merge: сделала два заказа отправьте вместе
    payment-failed: карта не проходит / не могу оплатить / банк отклоняет оплату / ошибка при оплате
    double-charge: два раза деньги сняли / с меня списали двойную сумму
    payment-status: деньги списались а заказ не оплачен / деньги дошли до вас?
    payment-instalments: долями можно? / есть сплит / в кредит можно взять
    cash-on-delivery: оплата при получении есть? / можно оплатить когда получу
    payment-card: мир принимаете / сбп есть? / какие карты принимаете
    payment-cash: налом можно? / можно наличными курьеру
    payment-link: пришлите ссылку на оплату
    payment-foreign: карта казахстанского банка пройдет?
    payment-safe: безопасно вводить карту?
    promo-fails: промокод не срабатывает / пишет что промокод недействителен
    promo-code: куда вводить промокод
    birthday: скидка в день рождения
    special-discount: пенсионерам скидки есть / скидка многодетным
    loyalty-missing: бонусы не начислили
    flow:loyalty: сколько у меня бонусов
    gift-wrap: подарочная упаковка есть? / красиво упакуйте
    gift-note: хочу отправить подруге подарком
    contacts showroom: где вы находитесь
    showroom contacts: можно приехать посмотреть? / есть у вас шоурум
    showroom: можно с собакой?
    vacancies: есть ли у вас вакансии / ищу работу швеей
    wholesale: опт есть?
    review: где оставить отзыв
    about: ваш инн
    order-cancelled: почему отменили мой заказ? / мне отменили заказ без предупреждения
    flow:return: где бланк возврата
    order-company: я юрлицо нужен счет / работаете с ндс?
    wrong-item: получил чужую посылку / мне пришло не то что заказывала
    returns: можно вернуть если не понравилось
    exchange: хочу обменять на размер больше / можно ли поменять товар
    account-login: не приходит код в смс
    payment-status double-charge: деньги списали а заказа нет
    refund-time: верните деньги!!! / сколько идут деньги обратно
    contacts: где ваш офис / номер телефона дайте
    delivery-contactless: оставьте у двери
    delivery-missed: меня не будет дома / курьер не дозвонился
    promo-fails: промик не работает / промокод не сработал
    out-of-stock: есть в красном?
    fabrics: это натуральный шелк / какой состав
    flow:promotions: черная пятница будет? / сделайте скидку
    referral: приведи друга есть?
    fabrics: из чего пошито / ткань натуральная?
    shrinkage: сядет после стирки? / линяет?
    fabric-care: при скольки градусах стирать / можно стирать в машинке?
    care-ironing: гладить обязательно? / 😊 лен гладить надо?
    care-stains: как отстирать вино
    sizes size-between: маломерит?
    bedding-size: простыня на матрас 180
    custom-made: пошьете шторы? / вышивку делаете
    try-on: можно примерить
    certificates: есть сертификат качества
    out-of-stock flow:stock-alert: когда будет в наличии
    flow:stock-alert out-of-stock: сообщите о поступлении м размера
    unsubscribe: хватит слать смс / отпишите от рассылки
    data-delete: удалите мой аккаунт
    account-login: не могу войти в личный кабинет / код для входа не приходит
    account-password: забыла пароль
    checkout-error: сайт глючит не могу оформить / не нажимается кнопка заказать
    how-to-order: как заказать
    order-company: выставите счет на ооо
    receipt: пришлите чек
    command:operator: дайте живого человека уже / можно с кем то поговорить
    delivery delivery-regions: сдэком отправляете?
    flow:pickup: где у вас рядом пункт выдачи
    loyalty: как потратить баллы / что дают баллы
    loyalty-join: как завести карту магазина
    care-drying: сушить в машине можно
    size-between: между s и m что взять
    out-of-stock: нет моего размера
    samples: можно пощупать ткань
    origin: это китай?
  `,
  uk: `
    hours: 24/7 / до котрої працюєте / графік роботи / ви працюєте в суботу?
    returns exchange: Повернення та обмін
    flow:order-status: де моя посилка / Трек-номер / де замовлення ML-1007 / де моє замовлення / де посилка / ще не отримала замовлення
    flow:order-status: ви не відправили моє замовлення / коли привезуть / де мій заказ / de moje zamovlennya / замовлення не прийшло
    flow:order-status: статус замовлення / коли приїде моя посилка
    return-cost: зворотна доставка платна? / хто платить за повернення
    delivery-pickup flow:pickup: Де знаходиться пункт самовивозу?
    delivery: доставка / новою поштою можна?
    returns: повернення / як повернути товар / як вернути товар / не підійшло хочу повернути
    payment: оплата / як можна оплатити
    sizes: розмір / який розмір брати
    delivery-cost: ціна доставки / скільки доставка коштує / доставка безкоштовна? / скіки стоїть доставка / skilky koshtuje dostavka
    delivery-cost: скільки буде доставка / доставка платна?
    payment-status: гроші зняли а замовлення немає
    order-cancelled: чому скасували моє замовлення
    return-used: розпакувала можна повернути
    flow:return: бланк повернення де
    account-login: не приходить смс з кодом
    out-of-stock: чи є в чорному кольорі
    exchange: не підійшов розмір, що робити / поміняти розмір на більший
    cash-on-delivery: можна накладеним платежем
    refund-time: поверніть гроші
    wrong-item: не вистачає товару в посилці
    payment-instalments: монобанк частинами
    delivery-regions: в село доставите?
    delivery-abroad: за кордон відправляєте? / у польщу відправите
    delivery-locker: в поштомат доставляєте
    cash-on-delivery: накладений платіж є? / оплата при отриманні / а можна при получєнії платити
    payment-card: можна карткою?
    payment-failed: оплата не проходить / картка не проходить
    double-charge: двічі зняли гроші
    refund-time: коли повернуть гроші / я повернула річ а грошей немає / гроші не повернули досі
    exchange: хочу поміняти розмір / обмін розміру
    defect: прийшло порване / дірка на сорочці
    wrong-item: прислали не те
    order-cancel: скасувати замовлення / передумала замовляти
    flow:address-change: змінити адресу
    contacts: номер телефону / як з вами зв'язатися
    vacancies: є робота?
    wholesale: гуртом продаєте?
    delivery-weekends: в неділю доставите?
    delivery-time: скільки йде посилка / скока йде доставка / за скільки днів доставите
    gift-wrap: запакуєте на подарунок?
    payment-instalments: розстрочка є / оплата частинами
    fabric-care: як прати льон
    shrinkage: чи сяде після прання
    promo-fails: промокод не працює
    birthday: знижка на день народження
    command:operator: хочу людину
    return-where: куди відправляти повернення
    order-change: додайте до замовлення рушник
    payment-cash: готівкою можна
    delivery-recipient: чи може чоловік забрати посилку
    fabrics: з чого пошито
    promo-code: куди ввести промокод
    loyalty: як витратити бали
  `,
  en: `
    order-cancelled: why was my order cancelled / you cancelled my order and i didnt ask
    return-used: opened the package can i return
    returns: how do i send it back / can i return it if i dont like it
    out-of-stock: do you have it in black
    account-login: the code by text never came
    fabrics: is it real leather
    delivery-storage: how long do you keep parcels
    origin: where is it made
    exchange: swap for a bigger size
    flow:order-status: Tracking number / My package hasn't arrived / When will it be delivered / where is order ML-1007
    flow:order-status: where is my order / wheres my parcel / my order didn't come / i still havent received my order
    flow:order-status: you never sent my package / track order / order status / what's the eta on my delivery / i want to track my order
    flow:order-status: my parcel is late / has my order shipped yet / order hasn't turned up / where's my stuff
    flow:order-status: when is my delivery coming / still waiting for my parcel
    hours: 24/7 / when are you open / are you open on sunday / what time do you close / opening times
    returns exchange: Returns and exchanges
    return-cost: is return delivery paid? / are returns free / who pays return shipping / do i have to pay to return it
    delivery-pickup flow:pickup: Where is the pickup point?
    delivery: shipping
    returns: return / how do i return something / return policy / can I send it back if I don't like it / how can i return my order
    returns: i don't want it anymore how do i send it back / how long do i have to return
    payment: payment / how can i pay / payment options
    sizes: size? / what size am i / size guide / what size should i get
    delivery-cost: how much is shipping / shipping cost? / is delivery free / do i have to pay for delivery / whats your delivery charge
    delivery-cost: free shipping? / postage cost
    delivery-time: how long does shipping take / how many days for delivery / when would I get it if I order today / delivery times
    delivery-time: how soon can you deliver
    refund-time: where is my refund / when do I get my money back / i returned it but no refund yet / refund hasn't come through
    refund-time: how long for refund
    returns flow:return: i want to return an item
    return-where: where do i send the return
    return-late: its been 3 weeks can i still return
    return-used: can i return a washed item
    exchange: can I swap for a bigger size / exchange for different colour / wrong size can i swap it / i need a smaller size
    defect: item came broken / theres a hole in my shirt / shirt has a stain / its faulty
    wrong-item: you sent the wrong thing / something missing from my parcel / this isnt what i ordered / wrong colour sent
    parcel-damaged: box arrived smashed
    order-cancel: cancel my order please / i changed my mind about the order / how do I cancel
    order-change: can i add something to my order / need to change my order
    flow:address-change: change shipping address / i put the wrong address
    order-confirm: did my order go through / no confirmation email
    order-number: where do I find my order number
    payment-card: do you accept visa / credit cards? / mastercard ok?
    payment-cash: can i pay cash
    cash-on-delivery: pay on delivery? / can i pay when it arrives
    payment-failed: my payment won't go through / card declined / can't pay
    double-charge: charged twice / money was taken twice
    payment-status: paid but order says unpaid
    payment-instalments: can i pay in installments / buy now pay later?
    promo-code flow:promotions: do you have a discount code
    promo-fails: promo code not working / coupon doesnt work
    promo-code: where to enter coupon
    flow:promotions: any sales on?
    gift-card: do you sell gift cards
    gift-wrap: can you gift wrap it / can it be gift wrapped
    loyalty: how do points work / what can i do with points
    flow:loyalty: how many points do i have
    loyalty-missing: i didnt get my points
    contacts: phone number / how do i contact you / where are you based / what's your address / email address?
    vacancies: are you hiring / any jobs going
    wholesale: do you do bulk orders
    delivery-abroad: do you ship to the UK / international delivery / do you deliver to france
    delivery-express: next day delivery? / can i get it tomorrow
    delivery-weekends: do you deliver on saturday
    delivery-missed: i missed my delivery / i wasn't home when you came
    delivery-recipient: can my neighbour take the parcel / can someone else pick up my order / can my husband collect it
    delivery-storage: how long will you hold my parcel
    delivery-locker: locker wont open
    tracking-broken: tracking hasn't updated in days
    fabrics: what is it made of / is it 100% linen / what material is this
    shrinkage: will it shrink / does it shrink in the wash
    fabric-care: how to wash it / can i put it in the washing machine
    care-ironing: do i need to iron it
    size-between: does it run small
    bedding-size: what size sheet for a king bed
    try-on: can i try it on first
    out-of-stock flow:stock-alert: when is it back in stock / my size is sold out
    flow:stock-alert: notify me when available
    unsubscribe: stop emailing me / unsubscribe me please
    data-delete: delete my account
    account-password: forgot password / reset my password
    account-login: can't log in / i can't get into my account
    checkout-error: checkout isn't working
    review: can i leave a review
    command:operator: i want to talk to someone / real human please
    delivery-courier: what time will the courier come
    delivery-pickup: can i pick up my order myself
    flow:pickup: nearest pickup point
    refund-amount: do i get the delivery cost back
    return-no-receipt: lost the receipt can i return
    payment-safe: is it safe to use my card here
    birthday: birthday discount?
    special-discount: student discount
    showroom contacts: do you have a shop i can visit
    care-drying: can i tumble dry
    custom-made: can you make custom size
    samples: can i get a fabric sample
  `,
};

const LACKING: Record<Locale, string> = {
  ru: `
    а у вас есть парковка для велосипедов / можно ли с ребёнком на мастер-класс / вы печатаете на футболках
    делаете химчистку ковров? / продаете подушки с гречкой? / есть у вас мужские рубашки? / сколько весит одеяло
    можно взять напрокат скатерть / почему ваш курьер курит / какая у вас скидка сотрудникам яндекса / доставите дроном?
    а где ваш склад? / сколько у вас магазинов по стране / как стать курьером у вас / асдфгх / ыва / ну и что / я подумаю
    купил слона / какая погода / а можно кофе / что такое муслин / сколько стоит няня / вы шьёте свадебные платья из парашюта
    можно ли у вас сдать старые батарейки / есть ли у вас доставка цветов / как связать свитер / продаёте ткань на метры?
    какой у вас доход / сколько у вас сотрудников / пряжу продаете? / можно прийти на экскурсию в цех
  `,
  uk: `
    чи є у вас підгузки / чи можна орендувати плед / ви ремонтуєте взуття? / хто виграв матч / ааа / скільки у вас працівників
    чи можна у вас підстригтися / скільки коштує квиток
  `,
  en: `
    do you sell shoes / do you rent out tablecloths / can I bring my own bag / whats the weather / asdf
    do you have a student job fair / how heavy is the duvet / blah / do you have dog beds / how many people work there
    do you do dry cleaning / what's the score / can you fix my sewing machine / do you buy old linen / what is your favourite colour
  `,
};

export const CUSTOMER_QUESTIONS: readonly CustomerQuestion[] = LOCALES.flatMap((locale) => [
  ...linesOf(ASKED[locale]).flatMap((line) => {
    const at = line.indexOf(': ');
    const served = line.slice(0, at).split(' ');
    return questionsIn(line.slice(at + 2)).map((text) => ({ locale, text, served }));
  }),
  ...linesOf(LACKING[locale]).flatMap((line) =>
    questionsIn(line).map((text) => ({ locale, text, served: [] })),
  ),
]);

function linesOf(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function questionsIn(line: string): string[] {
  return line.split(' / ');
}
