"""A speaker's private link on a phone in Arabic, without a connection for a while, and the officer who accepts it."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.browser.barriers import barriers

PHONE = {"width": 390, "height": 844}
CONFERENCE = "answers-2027"
LINK = f"""
from datetime import date, timedelta
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from conference.models import Conference
from speakers.models import AnswerLink
day = date(2027, 3, 22)
conference = Conference.objects.create(
    slug="{CONFERENCE}", purpose="rehearsal", starts_on=day, ends_on=day, time_zone="Asia/Riyadh",
    title_en="High-level dialogue on water", title_ar="الحوار الرفيع المستوى بشأن المياه"
)
names = {{"name_en": "Samia Belkacem", "name_ar": "سامية بلقاسم"}}
speaker = conference.speakers.create(slug="samia", status="invited", **names)
at = timezone.now()
((_link, secret),) = AnswerLink.objects.make([speaker], valid_until=at + timedelta(days=1), by=None, at=at)
Path(settings.MEDIA_ROOT, "secret-of-a-test").write_text(secret)
"""
GONE = f"""
from conference.models import Conference
Conference.objects.get(slug="{CONFERENCE}").delete()
"""


def picture():
    """A photograph as small as is taken."""
    file = BytesIO()
    Image.new("RGB", (160, 200), "white").save(file, "PNG")
    return file.getvalue()


def test_speaker_answers_on_a_phone_in_arabic_and_the_officer_accepts_with_one_press(site, new_page, sign_in, faults):
    """It takes over 5 s: two browsers, a server that is away for a while, and a photograph that is checked."""
    site.run(LINK)
    (file,) = Path(site.environment["ROSTRUM_DATA"]).rglob("secret-of-a-test")
    secret = file.read_text()
    file.unlink()
    phone = new_page(viewport=PHONE)
    phone.goto(f"/ar/{CONFERENCE}/answer/{secret}/")
    phone.get_by_role("button", name="فتح صفحتي").click()
    expect(phone.get_by_role("heading", name="هل ستشاركون؟")).to_be_visible()
    assert secret not in phone.url
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(phone) == []

    phone.get_by_label("سأشارك").check()
    phone.get_by_label("المنصب").fill("وزيرة العدل")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="إرسال إلى الأمانة العامة").click()
    expect(phone.locator(".answer-said")).to_contain_text("محفوظ على هذا الجهاز")
    phone.context.set_offline(False)
    assert [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault] == []
    faults.clear()
    phone.reload()
    expect(phone.get_by_label("المنصب")).to_have_value("وزيرة العدل")
    expect(phone.get_by_label("سأشارك")).to_be_checked()
    phone.locator("input[type=file]").set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": picture()})
    phone.get_by_role("button", name="إرسال إلى الأمانة العامة").click()
    expect(phone.get_by_text("شكرا لكم.")).to_be_visible()
    expect(phone.locator(".awaiting li")).to_have_count(3)

    officer = new_page()
    sign_in(officer, "secretariat")
    officer.goto(f"/en/{CONFERENCE}/people/answers/")
    expect(officer.locator(".compared > li")).to_have_count(3)
    officer.get_by_role("button", name="Accept all").click()
    expect(officer.get_by_text("Nothing waits for you.")).to_be_visible()

    phone.reload()
    expect(phone.get_by_text("أنتم مشاركون.")).to_be_visible()
    site.run(GONE)
