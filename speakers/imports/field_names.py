"""What lists of participants call their columns, in six languages: {subject: {language code: names}}.

A subject is a field of the model, or "running_number" for what is left out.
"""

from conference.caches import constant
from conference.languages.folding import fold

_NAMES = {
    "running_number": {
        "en": "no.|nr.|nr|number|serial number|s/n|s. no.|item|seq.",
        "fr": "n°|no|numéro|n° d’ordre",
        "es": "n.º|núm.|num.|número",
        "ru": "№|№ п/п|п/п|номер",
        "ar": "الرقم|رقم|م|ت|الرقم المتسلسل",
        "zh-hans": "序号|编号|号",
    },
    "name": {
        "en": "name|full name|name of participant|participant|participant name|name of speaker|speaker"
        "|panellist|panelist|name and title|delegate|representative|head of delegation",
        "fr": "nom|nom complet|nom et prénom|nom et prénoms|prénom et nom|nom du participant|participant"
        "|orateur|intervenant|représentant|délégué|chef de délégation",
        "es": "nombre|nombre completo|nombre y apellido|nombre y apellidos|apellidos y nombre|participante|orador"
        "|representante|delegado|jefe de delegación",
        "ru": "имя|фио|ф.и.о.|полное имя|фамилия, имя|фамилия, имя, отчество|участник|оратор|выступающий"
        "|представитель|делегат|глава делегации",
        "ar": "الاسم|الاسم الكامل|الاسم بالكامل|اسم المشارك|المشارك|المتكلم|المتحدث|الممثل|المندوب|رئيس الوفد",
        "zh-hans": "姓名|名字|全名|与会者|参加者|参会人员|发言人|发言者|代表|代表姓名|团长",
    },
    "given_name": {
        "en": "given name|given names|first name|first names|forename",
        "fr": "prénom|prénoms",
        "es": "nombre de pila|nombres",
        "ru": "имя и отчество",
        "ar": "الاسم الأول|الاسم الشخصي",
        "zh-hans": "名",
    },
    "family_name": {
        "en": "family name|last name|surname",
        "fr": "nom de famille|patronyme",
        "es": "apellido|apellidos",
        "ru": "фамилия",
        "ar": "اسم العائلة|اللقب العائلي|الكنية",
        "zh-hans": "姓|姓氏",
    },
    "courtesy_title": {
        "en": "courtesy title|form of address|honorific|salutation|prefix|mr./ms.|mr/ms|mr./mrs.",
        "fr": "civilité|titre de civilité|formule d’appel|m./mme",
        "es": "tratamiento|sr./sra.",
        "ru": "обращение|титул|форма обращения",
        "ar": "اللقب|لقب التخاطب|صيغة المخاطبة",
        "zh-hans": "称谓|尊称|称呼|敬称",
    },
    "delegation": {
        "en": "country|state|delegation|member state|country/organization|state/organization|delegation/organization"
        "|country or organization|country name|party|nationality|representing",
        "fr": "pays|état|délégation|état membre|pays/organisation|état/organisation|partie",
        "es": "país|estado|delegación|estado miembro|país/organización|estado/organización",
        "ru": "страна|государство|делегация|государство-член|страна/организация|государство/организация",
        "ar": "البلد|الدولة|الوفد|الدولة العضو|البلد/المنظمة|الدولة/المنظمة",
        "zh-hans": "国家|国别|代表团|会员国|国家/组织|国家或组织|所属国家",
    },
    "function": {
        "en": "function|functional title|title/function|title / position|title and function|position|job title|post"
        "|designation|title|role|function/title|official title|rank",
        "fr": "fonction|fonctions|titre/fonction|titre fonctionnel|poste|titre|qualité",
        "es": "cargo|función|puesto|cargo/función|título|título/cargo|cargo oficial",
        "ru": "должность|функция|звание/должность|занимаемая должность|пост",
        "ar": "الوظيفة|المنصب|الصفة|المسمى الوظيفي|المنصب/الوظيفة|اللقب/الوظيفة|اللقب الوظيفي",
        "zh-hans": "职务|职位|头衔|职衔|职务/头衔|职称",
    },
    "affiliation": {
        "en": "affiliation|institution|entity|company|employer|ministry|department|organization|organisation|agency"
        "|name of delegation|name of organization",
        "fr": "affiliation|institution|organisme|organisation|ministère|entité",
        "es": "afiliación|institución|organismo|organización|ministerio|entidad",
        "ru": "место работы|учреждение|организация|ведомство|министерство",
        "ar": "الجهة|المؤسسة|المنظمة|الانتماء|جهة العمل|الوزارة",
        "zh-hans": "单位|工作单位|机构|组织|所属机构",
    },
    "biography": {
        "en": "biography|bio|short biography|cv",
        "fr": "biographie|notice biographique",
        "es": "biografía|reseña biográfica",
        "ru": "биография|краткая биография",
        "ar": "السيرة الذاتية|نبذة",
        "zh-hans": "简历|简介|个人简介",
    },
    "email": {
        "en": "e-mail|email|e-mail address|email address|mail|contact e-mail",
        "fr": "courriel|adresse électronique|adresse e-mail|mél",
        "es": "correo electrónico|correo|dirección de correo electrónico",
        "ru": "эл. почта|электронная почта|адрес электронной почты|эл. адрес|почта",
        "ar": "البريد الإلكتروني|البريد الالكتروني|عنوان البريد الإلكتروني",
        "zh-hans": "电子邮件|电子邮箱|邮箱|邮件地址|电子邮件地址",
    },
    "status": {
        "en": "status|confirmed|confirmation",
        "fr": "statut|confirmation",
        "es": "situación|confirmación|estatus",
        "ru": "статус|подтверждение",
        "ar": "الحالة|التأكيد",
        "zh-hans": "状态|确认情况",
    },
    "correspondence_language": {
        "en": "language|preferred language|language of correspondence",
        "fr": "langue|langue de correspondance",
        "es": "idioma|idioma de correspondencia",
        "ru": "язык|язык переписки",
        "ar": "اللغة|لغة المراسلات",
        "zh-hans": "语言|通信语言",
    },
    "kind": {
        "en": "kind|type|category|type of delegation",
        "fr": "type|catégorie",
        "es": "tipo|categoría",
        "ru": "тип|категория|вид",
        "ar": "النوع|الفئة",
        "zh-hans": "类型|类别",
    },
}

# Signs that folding takes away are names of a column too.
_SIGNS = {"#": "running_number", "№": "running_number", "n°": "running_number"}


def comparable_heading(text: str) -> str:
    """A heading in the form in which headings are compared: without case, accents, signs and line breaks."""
    return " ".join(fold(text).split()) or text.strip()


@constant()
def _subjects() -> dict[str, dict[str, set[str]]]:
    """{comparable heading: {subject: the languages that call it so}}, in the order above."""
    found: dict[str, dict[str, set[str]]] = {}
    for subject, names in _NAMES.items():
        for code, some in names.items():
            for name in some.split("|"):
                found.setdefault(comparable_heading(name), {}).setdefault(subject, set()).add(code)
    for sign, subject in _SIGNS.items():
        found.setdefault(comparable_heading(sign), {}).setdefault(subject, set())
    return found


def subjects_of(heading: str) -> dict[str, set[str]]:
    """What a heading may mean, most likely first: {subject: languages}. "Name / Nom" and "Name (Nom)" are read too."""
    known = _subjects()
    if found := known.get(comparable_heading(heading)):
        return found
    parts = heading.replace("(", "/").replace(")", "").replace("（", "/").replace("）", "").replace("\n", "/")
    merged: dict[str, set[str]] = {}
    for part in parts.replace("|", "/").replace("،", "/").replace(",", "/").split("/"):
        for subject, codes in known.get(comparable_heading(part), {}).items():
            merged[subject] = merged.get(subject, set()) | codes
    return merged
