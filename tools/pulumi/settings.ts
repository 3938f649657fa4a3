const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What a caller of `providePulumi` may set; nothing has to be. */
export interface ProvideOptions {
  /** Where PATH, HOME and the cache variables are read, and what child processes get. Default: `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** Gets a line of progress at a time. Default: each goes to stderr. */
  say?: (line: string) => void;
  /** Time limits and the download's address, for tests and for unusual networks. */
  tuning?: Partial<Tuning>;
}

/** Every wait of this tool is bounded by one of these. */
export interface Tuning {
  /** How long one `pulumi version` may take. A cold disk under load needs more than a moment. */
  versionLimitMs: number;
  /** What is asked for to learn whether the network lets the official download through. */
  probeUrl: string;
  /** How long that question may take before the download is given up. */
  probeLimitMs: number;
  /** How long the whole official download may take. */
  downloadLimitMs: number;
  /** The script that runs the official installer. */
  installer: string;
  /** How long both Go builds together may take. */
  buildLimitMs: number;
  /** How often a long step says that it is still going. */
  heartbeatMs: number;
  /** How long to wait for another run that is making the same bundle. */
  lockLimitMs: number;
  /** After how long without a sign of life a lock counts as left behind by a crash (2 s at the least). */
  lockStaleMs: number;
}

/** The options with every default filled in. */
export interface Settings extends Tuning {
  environment: NodeJS.ProcessEnv;
  say: (line: string) => void;
}

/** Fills in what the caller left out. */
export function withDefaults(options: ProvideOptions): Settings {
  return {
    versionLimitMs: MINUTE,
    // The very thing that the installer asks for first, so the same proxies and refusals are met.
    probeUrl: "https://get.pulumi.com/install.sh",
    probeLimitMs: 5 * SECOND,
    downloadLimitMs: 5 * MINUTE,
    installer: `${__dirname}/installer.cjs`,
    buildLimitMs: 20 * MINUTE,
    heartbeatMs: 30 * SECOND,
    lockLimitMs: 30 * MINUTE,
    lockStaleMs: 30 * SECOND,
    ...options.tuning,
    environment: options.environment ?? process.env,
    say: options.say ?? console.error,
  };
}
