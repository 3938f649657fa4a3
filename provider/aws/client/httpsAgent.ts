import { readFileSync } from "node:fs";
import type { ClientRequest } from "node:http";
import { Agent as HttpsAgent, type AgentOptions } from "node:https";
import { rootCertificates } from "node:tls";

import { Agent, type AgentConnectOpts } from "agent-base";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

import { UserError } from "../../schema/userError";

/** As the SDK's own agent: connections are kept, and there is a limit. */
const CONNECTIONS: AgentOptions = { keepAlive: true, maxSockets: 50 };

/**
 * The agent of all HTTPS connections: through the proxy of `HTTPS_PROXY` or `ALL_PROXY`, except to the hosts of `NO_PROXY`,
 * and with the certificate authorities of `AWS_CA_BUNDLE`, in addition to those of Node.js. The AWS SDK reads none of these.
 *
 * @throws UserError if the file of `AWS_CA_BUNDLE` cannot be read.
 */
export function createHttpsAgent(env: NodeJS.ProcessEnv = process.env): HttpsAgent | Agent {
  const options = { ...CONNECTIONS, ...authorities(env) };
  const direct = new HttpsAgent(options);
  return PROXY_VARIABLES.some((name) => (env[name] ?? "") !== "")
    ? new EnvironmentProxyAgent(direct, options)
    : direct;
}

const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/** Chooses the proxy for each host. */
class EnvironmentProxyAgent extends Agent {
  private readonly proxies = new Map<string, HttpsProxyAgent<string>>();

  public constructor(
    private readonly direct: HttpsAgent,
    private readonly tlsOptions: AgentOptions,
  ) {
    // Of the connection inside the proxy's: that agent passes on what it is given, and none of its own options.
    super(tlsOptions);
  }

  public override connect(
    _request: ClientRequest,
    { host, port }: AgentConnectOpts,
  ): HttpsAgent | HttpsProxyAgent<string> {
    const proxy = getProxyForUrl(`https://${host ?? ""}:${port}`);
    return proxy === "" ? this.direct : this.agentOf(proxy);
  }

  private agentOf(proxy: string): HttpsProxyAgent<string> {
    const known = this.proxies.get(proxy);
    if (known) return known;
    const agent = new HttpsProxyAgent(proxy, this.tlsOptions);
    this.proxies.set(proxy, agent);
    return agent;
  }
}

function authorities(env: NodeJS.ProcessEnv): AgentOptions {
  const file = env["AWS_CA_BUNDLE"] ?? "";
  if (file === "") return {};
  try {
    return { ca: [...rootCertificates, readFileSync(file, "utf8")] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `Could not read the certificate authorities of AWS_CA_BUNDLE: ${reason}. Correct or unset AWS_CA_BUNDLE.`,
      "Invalid AWS_CA_BUNDLE",
      { cause },
    );
  }
}
