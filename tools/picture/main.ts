/** Writes the picture of the emulator's page, docs/images/emulator.png. Needs Chromium. */
import { join, resolve } from "node:path";

import { Browser, CHROMIUM_VARIABLE, findChromium } from "./browser";
import { Scene } from "./scene";

const REPOSITORY = resolve(__dirname, "../..");
const SEED = join(REPOSITORY, "emulator/seeds/team.json");
const PICTURE = join(REPOSITORY, "docs/images/emulator.png");

async function main(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) {
    throw new Error(`There is no Chromium on PATH. Install it, or set ${CHROMIUM_VARIABLE} to its path.`);
  }
  const scene = await Scene.open(SEED);
  const browser = await Browser.start(chromium);
  try {
    await takePicture(browser, scene);
    console.log(`Wrote ${PICTURE}`);
  } finally {
    await browser.close();
    await scene.close();
  }
}

async function takePicture(browser: Browser, scene: Scene): Promise<void> {
  await scene.begin();
  const page = await browser.open(`${scene.chime.url}/`, { width: 1280, height: 760 });
  await page.getByText("Live").waitFor();
  await scene.goOn();
  await page.locator("li.added").waitFor();
  await page.screenshot({ path: PICTURE, animations: "allow" });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
