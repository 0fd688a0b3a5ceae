"""A list of seventeen people with their roles, as a protocol office keeps it."""

from tests.speakers.imports.lists import secretariat_list

HEADINGS = ["No.", "Name", "Country", "Title/Function", "Panel", "Role", "E-mail"]
PEOPLE = [
    ["H.E. Ms. Ana Lucas", "Чили", "Minister", "Panel 1", "Co-Chair", "ana@example.org"],
    ["H.E. Mr. Bo Lima", "Норвегия", "Ambassador", "Panel I", "co-chair", "bo@example.org"],
    ["Ms. Carla Hong", "", "Founder", "1", "panelist", "carla@example.org"],
    ["Mr. Dan Kumar", "", "Director", "Panel 1", "Panellist", "dan@example.org"],
    ["Ms. Eva Roth", "", "Professor", "I", "Panellist", "eva@example.org"],
    ["Mr. Farid Aziz", "", "Adviser", "Panel 1; Panel 2", "Panellist", "farid@example.org"],
    ["Ms. Greta Novak", "", "Editor", "Panel 1", "Moderator", "greta@example.org"],
    ["H.E. Mr. Hugo Silva", "Чили", "Minister", "Panel 2", "Co-Chair", "hugo@example.org"],
    ["H.E. Ms. Ines Costa", "Норвегия", "Minister", "II", "Copresidenta", "ines@example.org"],
    ["Mr. Jan Vries", "", "Director", "Table ronde 2", "panéliste", "jan@example.org"],
    ["Ms. Kim Lee", "", "Lecturer", "第二次小组讨论", "专题讨论嘉宾", "kim@example.org"],
    ["Mr. Lev Orlov", "", "Expert", "Вторая дискуссия", "модератор", "lev@example.org"],
    ["Ms. Mona Said", "", "Expert", "حلقة النقاش الثانية", "مشاركة في حلقة نقاش", "mona@example.org"],
    ["Mr. Noah Brown", "", "President", "Opening", "Keynote speaker", "noah@example.org"],
    ["Ms. Olga Petrova", "", "Secretary-General", "Opening of the dialogue", "Speaker", "olga@example.org"],
    ["Mr. Paul Adam", "", "Chair of the Committee", "Closing", "", "paul@example.org"],
    ["H.E. Mr. Hugo Silva", "", "", "Closing", "Speaker", ""],
    ["Ms. Rita Gomez", "", "Rapporteur", "Panel 2: Prevention", "Panellist", "rita@example.org"],
]
ROWS = [HEADINGS, *([str(number), *row] for number, row in enumerate(PEOPLE, 1))]


def list_of_people(rows=ROWS):
    return secretariat_list(rows, merged=("A1:G1", "A2:G2"))
