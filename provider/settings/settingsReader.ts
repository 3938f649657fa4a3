import type { SettingsSource } from "./settingNames";

/** A setting that cannot be used, and why. */
export interface SettingsProblem {
  property: string;
  reason: string;
}

/** A setting that is given: its full key, as the user wrote it, and its text. */
export interface GivenSetting {
  key: string;
  text: string;
}

/** The whole numbers that a setting may be. */
export interface Range<Fallback extends number | undefined> {
  fallback: Fallback;
  least: number;
  most: number;
}

/** Reads settings, the one of `chime:` before the one of `aws:`, and collects what is wrong with them. */
export class SettingsReader {
  public readonly problems: SettingsProblem[] = [];

  public constructor(private readonly source: SettingsSource) {}

  /** The first of these full keys that is set. */
  public first(...keys: string[]): GivenSetting | undefined {
    for (const key of keys) {
      const given = this.given(key);
      if (given) return given;
    }
    return undefined;
  }

  /** A setting by its full key. Of `aws:`, where @pulumi/aws takes a blank value for none, so does this. */
  public given(key: string): GivenSetting | undefined {
    const text = this.source.get(key);
    if (text === undefined || (text.trim() === "" && key.startsWith("aws:"))) return undefined;
    return { key, text };
  }

  public number<Fallback extends number | undefined>(
    { fallback, least, most }: Range<Fallback>,
    ...keys: string[]
  ): number | Fallback {
    const given = this.first(...keys);
    if (!given) return fallback;
    const value = Number(given.text);
    if (given.text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(given.key, `must be a whole number from ${least} to ${most}, not "${given.text}".`);
    return fallback;
  }

  public flag(key: string): boolean {
    return this.flagOf(key, this.given(key)?.text);
  }

  /** A flag whose text, undefined where it is not set, was found elsewhere. */
  public flagOf(key: string, text: string | undefined): boolean {
    if (text === undefined || text === "false") return false;
    if (text !== "true") this.refuse(key, `must be true or false, not "${text}".`);
    return text === "true";
  }

  public choice<Choice extends string>(choices: readonly [Choice, ...Choice[]], ...keys: string[]): Choice {
    const given = this.first(...keys);
    const chosen = choices.find((choice) => choice === given?.text);
    if (given && !chosen) {
      const allowed = choices.map((choice) => `"${choice}"`).join(" or ");
      this.refuse(given.key, `must be ${allowed}, not "${given.text}".`);
    }
    return chosen ?? choices[0];
  }

  /**
   * A text that must not be blank, or begin or end with white space. Never repeated in a problem: it may be secret.
   */
  public text({ key, text }: GivenSetting): string {
    if (text.trim() === "") this.refuse(key, "must not be blank.");
    else if (text !== text.trim()) this.refuse(key, "must not begin or end with white space.");
    return text;
  }

  /** A value given as JSON; undefined where it is none, which is a problem that shows what was expected. */
  public json({ key, text }: GivenSetting, expected: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      this.refuse(key, `must be JSON: ${expected}.`);
      return undefined;
    }
  }

  /** Notes a problem. Of a setting of @pulumi/aws it also says how to leave that as it is. */
  public refuse(key: string, reason: string, instead = key.replace(/^aws:/, "chime:")): void {
    // One variable of the environment is for several services.
    if (this.problems.some((known) => known.property === key && known.reason.startsWith(`${key} ${reason}`)))
      return;
    const way = instead === key ? "" : ` (Or set ${instead}, which goes before it.)`;
    this.problems.push({ property: key, reason: `${key} ${reason}${way}` });
  }
}
