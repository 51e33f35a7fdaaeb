/** Words that every question holds: how, can, you, please. Folded as `normalise` folds them. */

export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'а и в на о об у с со за из к ко по до от для при не ни но или ли же бы би б то та те це то да так як как что шо що чи где де когда коли куда куди ' +
    'кто хто чем чим почему чому зачем сколько скока скок скилки какой какая какое какие каким яка який яке яки якщо если есть е я ми ви вы ти ты он вон она вона ' +
    'мне мени меня мене нам нас вам вас ваш ваша ваши вашому вашем мой моя мое мои мий мо можно можна могу можу можете може могли нужно надо треба хочу хотел ' +
    'хотела хотив хотила пожалуиста пожалуйста будь ласка это этот эту ето етот ету цей ця цю быть бити бути будет буде у вас ще еще уже вже все всё тут там ' +
    'сейчас зараз скажите подскажите пидкажить скажить здравствуйте привет добрий день доброго дня вечер ' +
    'a an the of to in on at for with by from and or not no is are be do does did can could will would should may might i me my we us our you your it its ' +
    'this that these those what when where who which how why there if please tell want need like have has get got hello hi'
  ).split(' '),
);

/** Greetings and courtesy that come before a question and say nothing of it. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    'здравствуйте здраствуйте здрасте привет приветик подскажите подскажи скажите пожалуйста пожалуста плиз будьте добри спасибо ' +
    'витаю привит пидкажит пидкажи скажит дякую ' +
    'please pls hello hi hey thanks thank'
  ).split(' '),
);
