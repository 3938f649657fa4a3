/** Where settings come from: stack configuration, or the inputs of an explicit provider. */
export interface SettingsSource {
  /** The raw text of a setting, such as `chime:endpoint`; undefined where it is not set. */
  get(key: string): string | undefined;
}

/** How this package talks to Amazon Chime. */
export interface ChimeSettings {
  /**
   * `chime:endpoint`, the URL to call in place of Amazon Chime's own. Default: what the SDK finds
   * (`AWS_ENDPOINT_URL_CHIME`, a profile's `endpoint_url`), else Amazon Chime.
   */
  endpoint?: string;
  /** `chime:maxRetries`, how often a call that failed for a passing reason is repeated. Default 24, 0 to 100. */
  maxRetries: number;
  /** `chime:maxRetrySeconds`, how long after its first attempt a call may be repeated. Default 180, 1 to 3600. */
  maxRetrySeconds: number;
  /** `chime:requestTimeoutSeconds`, how long one attempt may wait for its answer. Default 30, 1 to 600. */
  requestTimeoutSeconds: number;
}

/** A setting that cannot be used, and why. */
export interface SettingsProblem {
  property: string;
  reason: string;
}

/** Reads and validates every setting: the settings, or all that is wrong with them. */
export function readSettings(source: SettingsSource): ChimeSettings | SettingsProblem[] {
  const reader = new Reader(source);
  const endpoint = reader.endpoint();
  const settings: ChimeSettings = {
    ...(endpoint === undefined ? {} : { endpoint }),
    maxRetries: reader.number("chime:maxRetries", { fallback: 24, least: 0, most: 100 }),
    maxRetrySeconds: reader.number("chime:maxRetrySeconds", { fallback: 180, least: 1, most: 3600 }),
    requestTimeoutSeconds: reader.number("chime:requestTimeoutSeconds", {
      fallback: 30,
      least: 1,
      most: 600,
    }),
  };
  return reader.problems.length > 0 ? reader.problems : settings;
}

interface Range {
  fallback: number;
  least: number;
  most: number;
}

class Reader {
  public readonly problems: SettingsProblem[] = [];

  public constructor(private readonly source: SettingsSource) {}

  public number(property: string, { fallback, least, most }: Range): number {
    const text = this.source.get(property);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(property, `must be a whole number from ${least} to ${most}, not "${text}".`);
    return fallback;
  }

  public endpoint(): string | undefined {
    const property = "chime:endpoint";
    const text = this.source.get(property);
    if (text === undefined) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !["http:", "https:"].includes(url.protocol)) {
      this.refuse(property, `must be an http or https URL, not "${text}".`);
    } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
      this.refuse(
        property,
        "must be https: plain http is for this machine only (127.0.0.1, localhost, [::1]).",
      );
    }
    return text;
  }

  private refuse(property: string, reason: string): void {
    this.problems.push({ property, reason: `${property} ${reason}` });
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
