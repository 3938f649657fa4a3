import { UserError } from "../schema/userError";
import { UNOBSERVED, type CallObserver } from "./call/callObserver";
import type { ChimeApi } from "./chimeApi";
import type * as ChimeApiModule from "./chimeApi";
import type * as CredentialsModule from "./client/credentialsFailure";
import {
  readSettings,
  type ChimeSettings,
  type SettingsProblem,
  type SettingsSource,
} from "../settings/settings";

/** The settings and the API clients that all resources of a process share. The clients are created on first use. */
export class ChimeSession {
  private settingsOrProblems: ChimeSettings | SettingsProblem[] = readSettings({ get: () => undefined });
  private opened: ChimeApi | undefined;
  private credentialsChecked: Promise<SettingsProblem[]> | undefined;

  /** @param observerFor Creates the observer of the calls. */
  public constructor(
    private readonly observerFor: (settings: ChimeSettings) => CallObserver = () => UNOBSERVED,
  ) {}

  /** Reads the settings. */
  public configure(source: SettingsSource): void {
    this.settingsOrProblems = readSettings(source);
    this.credentialsChecked = undefined;
  }

  /** The problems of the settings: empty if they are valid. */
  public get problems(): SettingsProblem[] {
    return Array.isArray(this.settingsOrProblems) ? this.settingsOrProblems : [];
  }

  /**
   * The settings.
   *
   * @throws Error with all problems, if the settings are invalid.
   */
  public get settings(): ChimeSettings {
    if (!Array.isArray(this.settingsOrProblems)) return this.settingsOrProblems;
    const reasons = this.settingsOrProblems.map(({ reason }) => reason);
    throw new UserError(
      `The settings of pulumi-chime cannot be used: ${reasons.join(" ")}`,
      "Invalid settings",
    );
  }

  /**
   * Why there are no credentials: no problem, or one. They are resolved once, without a call to Amazon Chime, so that a preview
   * already fails without them.
   */
  public validateCredentials(): Promise<SettingsProblem[]> {
    if (Array.isArray(this.settingsOrProblems) || this.settingsOrProblems.skipCredentialsValidation)
      return Promise.resolve([]);
    return (this.credentialsChecked ??= checkCredentials(this.settingsOrProblems));
  }

  /** The operations of Amazon Chime. The AWS SDK is loaded on first use only, because it takes long. */
  public get api(): ChimeApi {
    if (!this.opened) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { openChimeApi } = require("./chimeApi") as typeof ChimeApiModule;
      const { settings } = this;
      this.opened = openChimeApi(settings, this.observerFor(settings));
    }
    return this.opened;
  }
}

async function checkCredentials(settings: ChimeSettings): Promise<SettingsProblem[]> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { credentialsFailure } = require("./client/credentialsFailure") as typeof CredentialsModule;
  const hint = "To preview without credentials, set chime:skipCredentialsValidation.";
  const reason = await credentialsFailure(settings, hint);
  return reason === undefined ? [] : [{ property: "", reason }];
}
