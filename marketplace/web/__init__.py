"""Flask glue: page or fragment, who may call a view, actors, forms, errors, headers, layout."""
