const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The options of `providePulumi`. */
export interface ProvideOptions {
  /** The environment, also of child processes. Default: `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** Receives progress, line by line. Default: prints to stderr. */
  report?: (line: string) => void;
  /** Time limits and the download URL, for tests and unusual networks. */
  tuning?: Partial<Tuning>;
}

/** The limits of all waits. */
export interface Tuning {
  /** The time limit of `pulumi version`. Can be slow on a cold disk under load. */
  versionLimitMs: number;
  /** The URL to test whether the network allows the official download. */
  probeUrl: string;
  /** The time limit of that test. */
  probeLimitMs: number;
  /** The time limit of the official download. */
  downloadLimitMs: number;
  /** The script that runs the official installer. */
  installer: string;
  /** The time limit of both Go builds together. */
  buildLimitMs: number;
  /** The interval of progress lines. */
  heartbeatMs: number;
  /** The time limit of waiting for another run that makes the same bundle. */
  lockLimitMs: number;
  /** A lock that was not updated for this long is stale: its holder crashed. */
  lockStaleMs: number;
}

/** The options with all defaults applied. */
export interface Settings extends Tuning {
  environment: NodeJS.ProcessEnv;
  report: (line: string) => void;
}

/** Applies the defaults. */
export function withDefaults(options: ProvideOptions): Settings {
  return {
    versionLimitMs: MINUTE,
    // The first URL that the installer requests, so it passes the same proxies.
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
    report: options.report ?? console.error,
  };
}
