import { DEPLOYMENT_VERSION, type Deployment } from "./deployment";
import { JOURNAL_VERSION, type JournalEntry } from "./journalEntry";
import { Stack } from "./stack";

/** A request of the CLI. The body is parsed JSON. */
export interface ApiRequest {
  method: string;
  url: URL;
  body: unknown;
}

/** A reply. The body is to become JSON. */
export interface ApiReply {
  status: number;
  body: object;
}

/** The names in a path, such as `stack`. */
type Names = Partial<Record<"organization" | "project" | "stack" | "id", string>>;
type Handler = (names: Names, request: ApiRequest) => ApiReply;

interface Route {
  method: string;
  path: RegExp;
  handle: Handler;
}

const USER = "benchmark";
const ORGANIZATION = { githubLogin: USER, name: USER };
const LEASE_SECONDS = 3600;

const STACK = "/api/stacks/(?<organization>[^/]+)/(?<project>[^/]+)/(?<stack>[^/]+)";
const DEPLOYMENT = `${STACK}/(?:update|preview|refresh|destroy)`;

/**
 * The part of Pulumi Cloud's protocol that the CLI needs to create and delete a stack, to deploy it and to export its
 * state. It stores state as a journal, or as a whole if the CLI is told not to write a journal. Everything else is
 * refused.
 */
export class Protocol {
  /** The requests that were refused because they are not supported. */
  public readonly unsupported: string[] = [];
  private readonly stacks = new Map<string, Stack>();

  private readonly routes: readonly Route[] = [
    route("GET", "/api/capabilities", () => ok({ capabilities: [] })),
    route("GET", "/api/user", () => ok({ ...ORGANIZATION, organizations: [ORGANIZATION], identities: [] })),
    route("GET", "/api/user/organizations/default", () => ok(ORGANIZATION)),
    route("HEAD", "/api/stacks/[^/]+/[^/]+", () => (this.stacks.size > 0 ? ok() : notFound("project"))),
    route("POST", "/api/stacks/(?<organization>[^/]+)/(?<project>[^/]+)", (names, { body }) =>
      this.createStack({ ...names, stack: (body as { stackName: string }).stackName }),
    ),
    route("GET", STACK, (names) => (this.stacks.has(keyOf(names)) ? ok(stackOf(names)) : notFound("stack"))),
    route("DELETE", STACK, (names, { url }) =>
      this.deleteStack(names, url.searchParams.get("force") === "true"),
    ),
    route("GET", `${STACK}/export`, (names) =>
      ok({ version: DEPLOYMENT_VERSION, deployment: this.find(names).state() }),
    ),
    route("POST", DEPLOYMENT, (names) => ok({ updateID: this.find(names).start() })),
    route("POST", `${DEPLOYMENT}/(?<id>[^/]+)`, (names, { body }) =>
      ok({ version: this.find(names).nextVersion(), ...lease(), ...journalVersion(body) }),
    ),
    route("POST", `${DEPLOYMENT}/[^/]+/renew_lease`, () => ok(lease())),
    route("POST", `${DEPLOYMENT}/[^/]+/events/batch`, () => ok()),
    route("PATCH", `${DEPLOYMENT}/(?<id>[^/]+)/journalentries`, (names, { body }) => {
      this.find(names).append(names.id ?? "", (body as { entries?: JournalEntry[] }).entries ?? []);
      return ok();
    }),
    route("PATCH", `${DEPLOYMENT}/(?<id>[^/]+)/checkpoint`, (names, { body }) => {
      this.find(names).save(names.id ?? "", savedState(body));
      return ok();
    }),
    route("POST", `${DEPLOYMENT}/(?<id>[^/]+)/complete`, (names) => {
      this.find(names).complete(names.id ?? "");
      return ok();
    }),
  ];

  /** Replies to a request. */
  public reply(request: ApiRequest): ApiReply {
    const { method, url } = request;
    try {
      for (const { method: ofRoute, path, handle } of this.routes) {
        const match = method === ofRoute ? path.exec(url.pathname) : null;
        if (match) return handle(match.groups ?? {}, request);
      }
    } catch (error) {
      return failure(400, `The backend of the benchmark failed: ${String(error)}`);
    }
    this.unsupported.push(`${method} ${url.pathname}`);
    return failure(404, `The backend of the benchmark does not support ${method} ${url.pathname}.`);
  }

  /** Forgets all stacks. */
  public clear(): void {
    this.stacks.clear();
  }

  private createStack(names: Names): ApiReply {
    if (this.stacks.has(keyOf(names))) return failure(409, "The stack exists already.");
    this.stacks.set(keyOf(names), new Stack());
    return ok();
  }

  private deleteStack(names: Names, force: boolean): ApiReply {
    const { resources = [] } = this.find(names).state();
    // The CLI knows this error by its text.
    if (resources.length > 0 && !force) return failure(400, "Bad Request: Stack still contains resources.");
    this.stacks.delete(keyOf(names));
    return { status: 204, body: {} };
  }

  private find(names: Names): Stack {
    const stack = this.stacks.get(keyOf(names));
    if (stack === undefined) throw new Error(`There is no stack ${keyOf(names)}.`);
    return stack;
  }
}

function route(method: string, path: string, handle: Handler): Route {
  return { method, path: new RegExp(`^${path}$`), handle };
}

function keyOf({ organization, project, stack }: Names): string {
  return `${organization}/${project}/${stack}`;
}

function stackOf({ organization, project, stack }: Names): object {
  return { orgName: organization, projectName: project, stackName: stack, tags: {}, version: 1 };
}

function lease(): object {
  return { token: "lease", tokenExpiration: Math.floor(Date.now() / 1000) + LEASE_SECONDS };
}

/** The CLI sends the newest version of the journal that it knows, and none if it is told to write the whole state. */
function journalVersion(body: unknown): object {
  const { journalVersion: newest = 0 } = body as { journalVersion?: number };
  return newest < JOURNAL_VERSION ? {} : { journalVersion: JOURNAL_VERSION };
}

function savedState(body: unknown): Deployment {
  const { version, deployment } = body as { version: number; deployment?: Deployment };
  if (version !== DEPLOYMENT_VERSION || deployment === undefined)
    throw new Error(`The backend does not support version ${version} of deployments.`);
  return deployment;
}

function ok(body: object = {}): ApiReply {
  return { status: 200, body };
}

function notFound(what: string): ApiReply {
  return failure(404, `There is no such ${what}.`);
}

function failure(code: number, message: string): ApiReply {
  return { status: code, body: { code, message } };
}
