"""Take the picture of the page to send: ``python docs/pictures/page.py``; needs Chromium."""

import shutil
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium import webdriver

import coalition as co

HERE = Path(__file__).parent
SIZES = ((760, "light"), (390, "dark"))
HEIGHT = 1000


def main(folder: Path = HERE) -> Path:
    """Show the page of the shipped case on a desk and on a phone, and return the path."""
    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(flag)
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    browser = webdriver.Chrome(options=options, service=service)
    picture = Image.new("RGB", (sum(width for width, _ in SIZES) + 30, HEIGHT), "#888888")
    try:
        with TemporaryDirectory() as made:
            co.write_page(co.load_case("migration-2023"), Path(made, "page.html"))
            left = 0
            for width, scheme in SIZES:
                size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1}
                browser.execute_cdp_cmd(
                    "Emulation.setDeviceMetricsOverride", {**size, "mobile": False}
                )
                scheme_is = {"name": "prefers-color-scheme", "value": scheme}
                browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme_is]})
                browser.get(Path(made, "page.html").as_uri())
                with Image.open(BytesIO(browser.get_screenshot_as_png())) as shot:
                    picture.paste(shot.convert("RGB"), (left, 0))
                left += width + 30
    finally:
        browser.quit()
    path = folder / "page-migration-2023.png"
    picture.quantize(128).save(path, optimize=True)
    return path


if __name__ == "__main__":
    main()
