import type { SettingsSource } from "./settingsSource";

/** An invalid setting, and why it is invalid. */
export interface SettingsProblem {
  property: string;
  reason: string;
}

/** A setting that is set: its full key, and its text. */
export interface GivenSetting {
  key: string;
  text: string;
}

/** The default and the range of a whole number. */
export interface Range<Fallback extends number | undefined> {
  fallback: Fallback;
  least: number;
  most: number;
}

/** Reads settings by their full keys, and collects the problems. */
export class SettingsReader {
  public readonly problems: SettingsProblem[] = [];

  public constructor(private readonly source: SettingsSource) {}

  /** The first of these settings that is set. */
  public readFirst(...keys: string[]): GivenSetting | undefined {
    for (const key of keys) {
      const given = this.read(key);
      if (given) return given;
    }
    return undefined;
  }

  /** A setting; undefined where it is not set. A blank setting of `aws:` counts as not set, as in @pulumi/aws. */
  public read(key: string): GivenSetting | undefined {
    const text = this.source.get(key);
    if (text === undefined || (text.trim() === "" && key.startsWith("aws:"))) return undefined;
    return { key, text };
  }

  /** The name of a setting for messages: its key, or the option of a command that it comes from. */
  public nameOf(key: string): string {
    return this.source.nameOf?.(key) ?? key;
  }

  public number<Fallback extends number | undefined>(
    { fallback, least, most }: Range<Fallback>,
    ...keys: string[]
  ): number | Fallback {
    const given = this.readFirst(...keys);
    if (!given) return fallback;
    const value = Number(given.text);
    if (given.text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(given.key, `must be a whole number from ${least} to ${most}, not "${given.text}".`);
    return fallback;
  }

  public flag(...keys: [string, ...string[]]): boolean {
    const given = this.readFirst(...keys);
    return this.flagOf(given?.key ?? keys[0], given?.text);
  }

  /** A flag with a text that comes from elsewhere, such as an environment variable. */
  public flagOf(key: string, text: string | undefined): boolean {
    if (text === undefined || text === "false") return false;
    if (text !== "true") this.refuse(key, `must be true or false, not "${text}".`);
    return text === "true";
  }

  public choice<Choice extends string>(choices: readonly [Choice, ...Choice[]], ...keys: string[]): Choice {
    const given = this.readFirst(...keys);
    const chosen = choices.find((choice) => choice === given?.text);
    if (given && !chosen) {
      const allowed = choices.map((choice) => `"${choice}"`).join(" or ");
      this.refuse(given.key, `must be ${allowed}, not "${given.text}".`);
    }
    return chosen ?? choices[0];
  }

  /** Validates a string. The problem does not repeat the value, which may be a secret. */
  public text({ key, text }: GivenSetting): string {
    if (text.trim() === "") this.refuse(key, "must not be blank.");
    else if (text !== text.trim()) this.refuse(key, "must not begin or end with white space.");
    return text;
  }

  /** Parses JSON; undefined where it is malformed, with a problem that shows what was expected. */
  public json({ key, text }: GivenSetting, expected: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      this.refuse(key, `must be JSON: ${expected}.`);
      return undefined;
    }
  }

  /** Adds a problem. For a setting of @pulumi/aws it names the setting to use instead. */
  public refuse(key: string, reason: string, instead = key.replace(/^aws:/, "chime:")): void {
    const property = this.nameOf(key);
    const told = `${property} ${reason}`;
    // One environment variable, or option, can apply to several services.
    if (this.problems.some((known) => known.property === property && known.reason.startsWith(told))) return;
    const hint = instead === key ? "" : ` (Or set ${this.nameOf(instead)}, which takes precedence.)`;
    this.problems.push({ property, reason: told + hint });
  }
}
