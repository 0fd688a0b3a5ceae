"""What people type during a simulation, in each of the six languages: functions, gists, reasons.

Each is typed in one language, that in which the staff of the conference work; so the texts of a simulation are, too.
"""

# Each of a woman and of a man.
FUNCTIONS = {
    "ar": (
        ("نائبة الممثل الدائم", "نائب الممثل الدائم"),
        ("وزيرة مفوضة", "وزير مفوض"),
        ("مستشارة", "مستشار"),
        ("مستشارة قانونية", "مستشار قانوني"),
        ("ملحقة", "ملحق"),
    ),
    "zh-hans": (("常驻副代表",) * 2, ("公使衔参赞",) * 2, ("参赞",) * 2, ("法律顾问",) * 2, ("随员",) * 2),
    "en": (
        ("Deputy Permanent Representative",) * 2,
        ("Minister Counsellor",) * 2,
        ("Counsellor",) * 2,
        ("Legal Adviser",) * 2,
        ("Attaché",) * 2,
    ),
    "fr": (
        ("Représentante permanente adjointe", "Représentant permanent adjoint"),
        ("Ministre conseillère", "Ministre conseiller"),
        ("Conseillère", "Conseiller"),
        ("Conseillère juridique", "Conseiller juridique"),
        ("Attachée", "Attaché"),
    ),
    "ru": (
        ("заместитель Постоянного представителя",) * 2,
        ("советник-посланник",) * 2,
        ("советник",) * 2,
        ("юрисконсульт",) * 2,
        ("атташе",) * 2,
    ),
    "es": (
        ("Representante Permanente Adjunta", "Representante Permanente Adjunto"),
        ("Ministra Consejera", "Ministro Consejero"),
        ("Consejera", "Consejero"),
        ("Asesora Jurídica", "Asesor Jurídico"),
        ("Agregada", "Agregado"),
    ),
}
GISTS = {
    "ar": (
        "أيد خطة العمل العالمية ودعا إلى تنفيذها بالكامل.",
        "أعلن عن تدابير لحماية الضحايا، وطلب مزيدا من المساعدة التقنية.",
        "شدد على الوقاية وعلى دور القطاع الخاص فيها.",
        "سأل المشاركين في حلقة النقاش عن كيفية وصول الصندوق الاستئماني إلى الضحايا في الميدان.",
        "عرض التشريعات الوطنية، واقترح التعاون الإقليمي بين المدعين العامين.",
    ),
    "zh-hans": (
        "支持《全球行动计划》，并呼吁予以充分执行。",
        "宣布了保护受害者的措施，并请求提供更多技术援助。",
        "强调预防工作以及私营部门在其中的作用。",
        "询问专题小组成员，信托基金如何惠及实地的受害者。",
        "介绍了本国立法，并提议检察官开展区域合作。",
    ),
    "en": (
        "Supported the Global Plan of Action and called for its full implementation.",
        "Announced measures for the protection of victims, and asked for more technical assistance.",
        "Stressed prevention, and the part of the private sector in it.",
        "Asked the panellists how the Trust Fund reaches victims on the ground.",
        "Described national legislation, and proposed regional cooperation among prosecutors.",
    ),
    "fr": (
        "Appuie le Plan d’action mondial et demande qu’il soit pleinement appliqué.",
        "Annonce des mesures de protection des victimes et demande une assistance technique accrue.",
        "Met l’accent sur la prévention et sur le rôle du secteur privé dans ce domaine.",
        "Demande aux panélistes comment le Fonds d’affectation spéciale vient en aide aux victimes sur le terrain.",
        "Décrit la législation nationale et propose une coopération régionale entre les parquets.",
    ),
    "ru": (
        "Поддержка Глобального плана действий и призыв к его осуществлению в полном объеме.",
        "Объявление о мерах по защите жертв; просьба об увеличении объема технической помощи.",
        "Особое внимание — предупреждению и роли частного сектора в этой работе.",
        "Вопрос участникам дискуссии: каким образом средства Целевого фонда доходят до жертв на местах?",
        "Информация о национальном законодательстве; предложение о региональном сотрудничестве прокуроров.",
    ),
    "es": (
        "Apoya el Plan de Acción Mundial y pide que se aplique plenamente.",
        "Anuncia medidas de protección de las víctimas y solicita más asistencia técnica.",
        "Destaca la prevención y el papel que desempeña en ella el sector privado.",
        "Pregunta a los y las panelistas cómo llega el Fondo Fiduciario a las víctimas sobre el terreno.",
        "Describe la legislación nacional y propone la cooperación regional entre fiscalías.",
    ),
}
AD_INTERIM = {
    "ar": "{function} بالنيابة",
    "zh-hans": "代理{function}",
    "en": "{function} ad interim",
    "fr": "{function} par intérim",
    "ru": "временно исполняющий обязанности: {function}",
    "es": "{function} en funciones",
}
AS_ON_THE_SLIP = {
    "ar": "وفقا لما ورد في القصاصة",
    "zh-hans": "以纸条为准",
    "en": "As on the slip",
    "fr": "Comme indiqué sur la fiche",
    "ru": "Согласно записке",
    "es": "Según consta en la papeleta",
}
WRONG_DELEGATION = {
    "ar": "سُجّلت باسم وفد آخر",
    "zh-hans": "误记在另一代表团名下",
    "en": "Entered for the wrong delegation",
    "fr": "Saisie au nom d’une autre délégation",
    "ru": "Внесено от имени другой делегации",
    "es": "Anotada a nombre de otra delegación",
}
