/** Writes the pictures in docs/images: the emulator's page, and terminals with `pulumi up`. Needs Chromium and `script`. */
import { join, resolve } from "node:path";

import { Browser, CHROMIUM_VARIABLE, findChromium } from "./browser";
import { RosterDeployment } from "./deployment";
import { Scene } from "./scene";

const REPOSITORY = resolve(__dirname, "../..");
const SEED = join(REPOSITORY, "emulator/seeds/team.json");
const IMAGES = join(REPOSITORY, "docs/images");

async function main(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) {
    throw new Error(`There is no Chromium on PATH. Install it, or set ${CHROMIUM_VARIABLE} to its path.`);
  }
  const browser = await Browser.start(chromium);
  try {
    await takeEmulatorPicture(browser);
    for (const columns of [80, 120]) await takeUpdatePicture(browser, columns);
    await takeProgressPicture(browser);
    console.log(`Wrote the pictures in ${IMAGES}`);
  } finally {
    await browser.close();
  }
}

/** The emulator's page during a deployment. */
async function takeEmulatorPicture(browser: Browser): Promise<void> {
  const scene = await Scene.open(SEED);
  try {
    await scene.begin();
    const page = await browser.open(`${scene.chime.url}/`, { width: 1280, height: 760 });
    await page.getByText("Live").waitFor();
    await scene.goOn();
    await page.locator("li.added").waitFor();
    await page.screenshot({ path: join(IMAGES, "emulator.png"), animations: "allow" });
  } finally {
    await scene.close();
  }
}

/** An update of an exclusive roster: it adds two members, changes a role, and removes a member and an unmanaged one. */
async function takeUpdatePicture(browser: Browser, columns: number): Promise<void> {
  const deployment = await RosterDeployment.open(6);
  try {
    const members = deployment.memberIds.map((memberId) => ({ memberId }));
    const [first, second, , fourth, fifth] = members;
    await deployment.deploy(members.slice(0, 3));
    for (const { memberId } of members.slice(5)) deployment.addOutsidePulumi(memberId);
    await deployment.declare([{ ...first, role: "Administrator" }, second, fourth, fifth], true);
    const command = deployment.start("pulumi up --yes", { columns, rows: 36 });
    await command.end();
    await command.picture(browser, join(IMAGES, `update-${columns}.png`));
  } finally {
    await deployment.close();
  }
}

/** A roster of 300 that is being created. A terminal of 80 columns has no space for the progress: Pulumi cuts off the row. */
async function takeProgressPicture(browser: Browser): Promise<void> {
  const deployment = await RosterDeployment.open(300);
  try {
    await deployment.declare(deployment.memberIds.map((memberId) => ({ memberId })));
    const command = deployment.start("pulumi up --yes --skip-preview", { columns: 120, rows: 4 });
    await command.until("of 300 added");
    await command.picture(browser, join(IMAGES, "progress-120.png"));
    await command.end();
  } finally {
    await deployment.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
