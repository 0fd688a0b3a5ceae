from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageColor
from PIL.PngImagePlugin import PngInfo

from conference.inspection import process
from speakers.photographs import PhotographPart, photograph_path, re_encoded, validate_photograph


def photograph(size=(1200, 800), kind="JPEG", **saving):
    """A picture as a camera would give it."""
    return as_upload(Image.new("RGB", size, "navy"), kind, **saving)


def as_upload(picture, kind="JPEG", **saving):
    encoded = BytesIO()
    picture.save(encoded, kind, **saving)
    return SimpleUploadedFile("IMG_1234.jpg", encoded.getvalue())


def test_re_encoded_picture_is_a_small_jpeg_without_metadata():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"

    with Image.open(re_encoded(photograph(exif=exif))) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (512, 640), {})


def test_re_encoded_picture_has_no_comment():
    came = photograph(comment=b"<script>taken at home</script>")
    with Image.open(came) as picture:
        assert picture.info["comment"]

    with Image.open(re_encoded(came)) as picture:
        assert "comment" not in picture.info


TOLD = b"taken at home by a survivor"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>%b</rdf:RDF></x:xmpmeta>' % TOLD


def png_text():
    told = PngInfo()
    told.add_text("Comment", TOLD.decode())
    told.add_itxt("Description", TOLD.decode())
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return told


@pytest.mark.parametrize(
    ("kind", "saving"),
    [
        ("JPEG", {"comment": TOLD}),
        ("JPEG", {"xmp": XMP}),
        ("JPEG", {"icc_profile": TOLD}),
        ("JPEG", {"extra": b"\xff\xed\x00%c%b" % (len(TOLD) + 2, TOLD)}),  # as Photoshop keeps IPTC
        ("PNG", {"pnginfo": png_text()}),
        ("PNG", {"icc_profile": TOLD, "compress_level": 0}),
        ("WEBP", {"xmp": XMP}),
        ("WEBP", {"icc_profile": TOLD}),
        ("WEBP", {"exif": b"Exif\x00\x00II*\x00" + TOLD}),
    ],
)
def test_nothing_that_a_file_says_beside_the_picture_is_kept(kind, saving):
    came = photograph(kind=kind, **saving)
    content = came.read()

    kept = re_encoded(came).read()

    assert TOLD in content or b"iCCP" in content
    assert kept[:3] == b"\xff\xd8\xff"
    assert TOLD not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progression", "progressive"}


def test_picture_that_takes_minutes_to_unpack_is_refused(monkeypatch):
    """A JPEG may show its picture in any number of passes, each of a few bytes and over all pixels."""
    monkeypatch.setattr(process, "SECONDS", 2)
    content = photograph((6000, 6000), progressive=True).read()
    last = content[content.rindex(b"\xff\xda") : -2]
    many = SimpleUploadedFile("photograph.jpg", content[:-2] + last * 2000 + content[-2:])
    validate_photograph(many)

    with pytest.raises(ValidationError, match="damaged"):
        re_encoded(many)


def test_re_encoded_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned

    with Image.open(re_encoded(photograph(size=(640, 512), exif=exif))) as picture:
        assert picture.size == (512, 640)


@pytest.mark.parametrize(
    ("part", "colours"),
    [(PhotographPart.LEFT, ["red"]), (PhotographPart.RIGHT, ["lime"]), (PhotographPart.CENTRE, ["red", "lime"])],
)
def test_wide_photograph_keeps_the_part_that_was_chosen(part, colours):
    wide = Image.new("RGB", (1000, 400), "red")
    wide.paste("lime", (500, 0, 1000, 400))

    with Image.open(re_encoded(as_upload(wide), part)) as picture:
        assert picture.size == (320, 400)
        found = [picture.getpixel((x, 200)) for x in (5, 315)]
    expected = [ImageColor.getrgb(colours[0]), ImageColor.getrgb(colours[-1])]
    assert [max(abs(a - b) for a, b in zip(*pair, strict=True)) < 16 for pair in zip(found, expected, strict=True)] == [
        True,
        True,
    ]


def test_high_photograph_keeps_its_head():
    high = Image.new("RGB", (400, 1500), "white")
    high.paste("black", (0, 200, 400, 300))

    with Image.open(re_encoded(as_upload(high, "PNG"))) as picture:
        darkest = min(range(picture.height), key=lambda y: picture.getpixel((200, y)))
        assert picture.size == (400, 500)
        assert 30 < darkest < 160


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (300, 200)])
def test_small_photograph_is_not_enlarged(size):
    with Image.open(re_encoded(photograph(size))) as picture:
        assert picture.width <= size[0]
        assert picture.height <= max(size[1], 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photograph_may_be_jpeg_png_or_webp(kind):
    validate_photograph(photograph(kind=kind))


def test_photograph_that_was_looked_at_is_read_from_its_beginning():
    file = photograph()

    validate_photograph(file)

    assert file.read(2) == b"\xff\xd8"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"",
        b"MZ",
        b"<html>",
        photograph(kind="GIF").read(),
    ],
    ids=["svg", "empty", "program", "page", "gif"],
)
def test_what_is_no_photograph_is_refused(content):
    with pytest.raises(ValidationError, match="not a photograph"):
        validate_photograph(SimpleUploadedFile("photograph.jpg", content))


def test_photograph_larger_than_ten_megabytes_is_refused():
    with pytest.raises(ValidationError, match="larger than 10 MB"):
        validate_photograph(SimpleUploadedFile("photograph.jpg", b"x" * (10 * 1024 * 1024 + 1)))


def test_photograph_of_too_many_pixels_is_refused_before_it_is_decoded():
    with pytest.raises(ValidationError, match="too many pixels"):
        validate_photograph(photograph(size=(8000, 7000), kind="PNG"))


def test_photograph_is_kept_under_a_name_that_nobody_guesses_and_that_says_nothing():
    paths = {photograph_path(None, "Ms. Name.jpg") for _ in range(20)}

    assert len(paths) == 20
    assert not [path for path in paths if "Name" in path or not path.startswith("photographs/")]


@pytest.mark.parametrize("size", [(60, 60), (159, 900), (199, 199)])
def test_photograph_that_would_be_a_blur_is_refused(size):
    validate_photograph(photograph(size=(160, 200)))

    with pytest.raises(ValidationError, match="at least 160 × 200 pixels"):
        validate_photograph(photograph(size=size))
