"""What agencies need of a product beside what shoppers read."""

from __future__ import annotations

from marketplace.catalog.models import ClaimKind, OfferKind, Product
from marketplace.catalog.queries import EditView


def government_meter(view: EditView) -> list[tuple[str, bool]]:
    """What a product needs before an agency can buy it, and whether it is there."""
    product = view.product
    return [
        ("Nama, kategori, dan satuan", bool(product.name and product.category and product.unit)),
        ("Harga", product.price is not None),
        ("Foto", bool(view.photos)),
        ("Kode barang (KBKI)", bool(product.kbki)),
        ("Asal barang", product.is_domestic is not None),
        *_terms_of_kind(product),
        ("Pernyataan produk dalam negeri", any(claim.kind is ClaimKind.PDN for claim in view.claims)),
    ]


def _terms_of_kind(product: Product) -> list[tuple[str, bool]]:
    """What is asked for goods, for what is made to order, and for services."""
    if product.kind is OfferKind.SERVICE:
        return [("Daerah layanan", product.service_area is not None)]
    asked = [
        ("Berat satu satuan", product.weight_g is not None),
        ("Ukuran kemasan", product.length_cm is not None),
    ]
    if product.made_to_order:
        asked.append(("Kesanggupan per minggu", product.capacity_pool_id is not None))
    return asked
