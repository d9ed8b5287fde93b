from tests.demo.loaded import demo_app, demo_folder

__all__ = ["demo_app", "demo_folder"]
