import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { chromium, type BrowserContext, type Page } from "playwright-core";

/** The variable with the path of a Chromium that is not on PATH. */
export const CHROMIUM_VARIABLE = "PULUMI_CHIME_CHROMIUM";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium: the value of {@link CHROMIUM_VARIABLE}, or the first on PATH. `undefined` if there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const named = env[CHROMIUM_VARIABLE] ?? "";
  return named === "" ? candidates.find(isExecutable) : named;
}

/** A browser with an empty profile. */
export class Browser {
  private constructor(
    private readonly profile: string,
    private readonly context: BrowserContext,
  ) {}

  /** Starts a Chromium. */
  public static async start(executablePath: string): Promise<Browser> {
    const profile = await mkdtemp(join(tmpdir(), "chromium-"));
    try {
      return new Browser(
        profile,
        await chromium.launchPersistentContext(profile, { executablePath, args: FLAGS }),
      );
    } catch (error) {
      await rm(profile, { recursive: true, force: true });
      throw error;
    }
  }

  /** Opens a page. */
  public async open(url: string, size: { width: number; height: number }): Promise<Page> {
    const page = await this.context.newPage();
    await page.setViewportSize(size);
    await page.goto(url);
    return page;
  }

  /** Ends the browser and removes its profile. */
  public async close(): Promise<void> {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
