import { UNOBSERVED, type CallObserver } from "./call/callObserver";
import type { ChimeApi } from "./chimeApi";
import type * as ServiceModule from "./chimeApi";
import {
  readSettings,
  type ChimeSettings,
  type SettingsProblem,
  type SettingsSource,
} from "../settings/settings";

/** What the resources of one process share: the settings, and the service, opened when it is first needed. */
export class ChimeSession {
  private read: ChimeSettings | SettingsProblem[] = readSettings({ get: () => undefined });
  private opened: ChimeApi | undefined;

  /** @param observerFor Who is told how the calls go, with these settings. */
  public constructor(
    private readonly observerFor: (settings: ChimeSettings) => CallObserver = () => UNOBSERVED,
  ) {}

  /** Takes the settings. */
  public configure(source: SettingsSource): void {
    this.read = readSettings(source);
  }

  /** What is wrong with the settings: empty when they can be used. */
  public get problems(): SettingsProblem[] {
    return Array.isArray(this.read) ? this.read : [];
  }

  /**
   * The settings.
   *
   * @throws Error that names all that is wrong with them.
   */
  public get settings(): ChimeSettings {
    if (!Array.isArray(this.read)) return this.read;
    const reasons = this.read.map(({ reason }) => reason);
    throw new Error(`The settings of pulumi-chime cannot be used: ${reasons.join(" ")}`);
  }

  /** The operations of Amazon Chime. The first use loads the AWS SDK: what calls nothing must not pay for it. */
  public get api(): ChimeApi {
    if (!this.opened) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { openChimeApi } = require("./chimeApi") as typeof ServiceModule;
      const { settings } = this;
      this.opened = openChimeApi(settings, this.observerFor(settings));
    }
    return this.opened;
  }
}
