"""Pages of the market for everybody: home, catalogue, product, shop, category, region, compare."""
