"""Photos: decoded apart, stripped, resized; shown to everybody only while a live product shows them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from marketplace.catalog import photos, queries, services
from marketplace.catalog.models import Product
from marketplace.infra import files
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from tests.catalog import factories
from tests.shared_data import shared


def opened(photo: photos.ProcessedPhoto, width: int) -> Image.Image:
    return Image.open(io.BytesIO(files.get_bytes(photo.files[width])))


def test_a_photo_becomes_webp_in_the_sizes_it_has(app):
    photo = photos.process(factories.picture((900, 700)))
    assert sorted(photo.files) == [240, 480, 800]
    for width in photo.files:
        image = opened(photo, width)
        assert (image.format, image.size) == ("WEBP", (width, 700 * width // 900))


def test_a_small_photo_is_still_shown(app):
    assert sorted(photos.process(factories.picture((90, 90))).files) == [240]


def test_place_and_camera_do_not_leave_the_phone(app):
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    photo = photos.process(factories.picture(exif=exif))
    for width in photo.files:
        assert not opened(photo, width).getexif()
        assert b"Kamera Rahasia" not in files.get_bytes(photo.files[width])


def test_a_photo_taken_sideways_stands_upright(app):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(photos.process(factories.picture((800, 400), exif=exif)), 240).size == (240, 480)


def test_a_very_long_picture_keeps_its_middle(app):
    assert opened(photos.process(factories.picture((1000, 100))), 240).size == (240, 120)


def test_transparency_becomes_white(app):
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    pixel = opened(photos.process(out.getvalue()), 240).convert("RGB").getpixel((10, 10))
    assert min(pixel) > 250


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bukan foto",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(50),
        factories.picture()[:400],
        factories.picture((5000, 5000), kind="PNG"),
    ],
    ids=["empty", "text", "svg", "gif", "truncated", "25 megapixels"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(app, content):
    with pytest.raises(DomainError) as caught:
        photos.process(content)
    assert caught.value.field == "photo"
    assert caught.value.message.endswith(".")


def test_after_a_crash_the_next_photo_is_decoded(app):
    photos.prestart()
    process = photos._worker()._process
    process.kill()
    process.wait()
    assert photos.process(factories.picture()).files


def test_every_file_of_the_corpus_is_handled(app):
    """Each is turned into WebP or refused with a sentence, in a second of CPU and 200 MiB."""
    photos.prestart()
    for path in sorted(path for path in shared("images").rglob("*") if path.is_file()):
        before = cpu_seconds()
        outcome = outcome_of(path.read_bytes())
        assert outcome == "webp" or outcome.endswith("."), path.name
        assert cpu_seconds() - before < 1, path.name
        assert peak_mib() < 200, path.name


def test_a_photo_of_twelve_megapixels_is_taken_within_the_limits(app):
    """As a phone takes it: fine grain, held sideways, with its place; nothing of that place is kept."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "S"
    grain = Image.merge("RGB", [Image.effect_noise((4000, 3000), 40)] * 3)
    out = io.BytesIO()
    grain.save(out, "JPEG", quality=80, exif=exif)
    photos.prestart()
    before = cpu_seconds()
    photo = photos.process(out.getvalue())
    assert cpu_seconds() - before < 1
    assert peak_mib() < 200
    assert sorted(photo.files) == [240, 480, 800, 1280]
    assert opened(photo, 240).size == (240, 320)
    assert not opened(photo, 1280).getexif()


def outcome_of(content: bytes) -> str:
    """ "webp", or the sentence of the refusal."""
    try:
        photo = photos.process(content)
    except DomainError as error:
        return error.message
    return "webp" if all(opened(photo, width).format == "WEBP" for width in photo.files) else "?"


def cpu_seconds() -> float:
    """What the decoding process has computed so far."""
    fields = Path(f"/proc/{photos._worker()._process.pid}/stat").read_text(encoding="ascii").split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def peak_mib() -> float:
    """The largest the decoding process has been, in MiB."""
    status = Path(f"/proc/{photos._worker()._process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


@pytest.mark.db
class TestOfProducts:
    @pytest.fixture
    def mine(self, session):
        business, owner = factories.shop()
        return factories.draft(business, owner), owner

    def order(self, session, product: Product, owner) -> list[str]:
        session.expire_all()
        return [photo.digest for photo in queries.edit_page(session, owner, product.code).photos]

    def test_the_first_photo_is_the_picture_of_the_card(self, session, uow, mine):
        product, owner = mine
        first, second = factories.photo("red"), factories.photo("blue")
        for photo in (first, second, first):
            with uow(owner) as (inside, actor):
                services.add_photo(inside, actor, product.id, photo=photo)
        assert self.order(session, product, owner) == [first.digest, second.digest]
        with uow(owner) as (inside, actor):
            services.move_photo(inside, actor, product.id, second.digest, to="front")
        assert self.order(session, product, owner) == [second.digest, first.digest]
        with uow(owner) as (inside, actor):
            services.move_photo(inside, actor, product.id, second.digest, to="right")
        assert self.order(session, product, owner) == [first.digest, second.digest]
        with uow(owner) as (inside, actor):
            services.move_photo(inside, actor, product.id, second.digest, to="left")
        assert self.order(session, product, owner) == [second.digest, first.digest]
        assert session.get_one(Product, product.id).picture["digest"] == second.digest

    def test_the_last_photo_of_a_live_product_stays(self, session, uow, mine):
        product, owner = mine
        photo = factories.photo("red")
        with uow(owner) as (inside, actor):
            services.add_photo(inside, actor, product.id, photo=photo)
            services.change_product(inside, actor, product.id, values={"without_photo": False})
            services.publish(inside, actor, product.id)
        with pytest.raises(DomainError), uow(owner) as (inside, actor):
            services.remove_photo(inside, actor, product.id, photo.digest)
        assert self.order(session, product, owner) == [photo.digest]

    def test_eight_are_enough(self, session, uow, mine):
        product, owner = mine
        for shade in range(8):
            with uow(owner) as (inside, actor):
                photo = factories.photo(f"rgb({shade * 30},0,0)")
                services.add_photo(inside, actor, product.id, photo=photo)
        with pytest.raises(Conflict), uow(owner) as (inside, actor):
            services.add_photo(inside, actor, product.id, photo=factories.photo("blue"))

    def test_a_draft_shows_its_photo_to_its_seller_only(self, session, uow, client, as_actor, mine):
        product, owner = mine
        photo = factories.photo("red")
        with uow(owner) as (inside, actor):
            services.add_photo(inside, actor, product.id, photo=photo)
        url = f"/media/{photo.digest}-240.webp"
        assert client.get(url).status_code == 404
        seller = as_actor(owner.user_id, owner.role, owner.party)
        answer = seller.get(url)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")

    def test_a_live_products_photo_is_everybodys_and_never_changes(self, uow, client, mine):
        product, owner = mine
        photo = factories.photo("red")
        with uow(owner) as (inside, actor):
            services.add_photo(inside, actor, product.id, photo=photo)
            services.publish(inside, actor, product.id)
        answer = client.get(f"/media/{photo.digest}-480.webp")
        assert answer.mimetype == "image/webp"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert client.get(f"/media/{photo.digest}-800.webp").status_code == 404
        with uow(owner) as (inside, actor):
            services.withdraw(inside, actor, product.id)
        assert client.get(f"/media/{photo.digest}-480.webp").status_code == 404

    def test_somebody_elses_photo_is_not_moved(self, session, uow, mine):
        product, owner = mine
        with pytest.raises(NotFound), uow(owner) as (inside, actor):
            services.move_photo(inside, actor, product.id, "0" * 64, to="front")
