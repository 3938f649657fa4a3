import assert from "node:assert/strict";

import { startEmulator, type Emulator, type ErrorName, type OperationName } from "../../emulator";
import { COMMON_ERRORS } from "../../emulator/http/errors";
import { send, sendSigned, type RawReply, type RawRequest, type Signing } from "../unit/emulator/raw";
import { UUID } from "../unit/emulator/world";
import { assertRefused, assertShape, onlyCall } from "./assertions";
import { casesOf } from "./cases";
import type { ErrorFacts, OperationFacts } from "./facts";
import { requestOf } from "./request";
import { OPTIONS, SAMPLES, type Input, type Sample } from "./samples";
import { installedFacts, operationsOf, SERVICES, type ServiceSource } from "./services";

interface About {
  readonly service: ServiceSource;
  readonly operation: string;
  readonly facts: OperationFacts | undefined;
  readonly errors: Readonly<Record<string, ErrorFacts>>;
  readonly sample: Sample;
  /** The emulator of all calls that change nothing. */
  readonly shared: () => Emulator;
}

for (const service of SERVICES.filter((candidate) => operationsOf(candidate).length > 0)) {
  describe(`Every operation of the service ${service.name}`, () => {
    const { operations, errors } = installedFacts(service);
    const samples = SAMPLES[service.name] ?? {};

    it("is in the table of samples", () => {
      const names = operationsOf(service).map(({ name }) => name);
      assert.deepEqual(Object.keys(samples).sort(), names.sort());
    });

    for (const [operation, sample] of Object.entries(samples)) {
      describe(operation, () => {
        const shared = sharedEmulator(sample);
        const about = { service, operation, facts: operations[operation], errors, sample, shared };
        itSucceeds(about);
        itLooksAtItsInput(about);
        itFailsAsDeclared(about);
        itAsksWhoCalls(about);
        itIsNoOther(about);
      });
    }
  });
}

function itSucceeds(about: About): void {
  it("succeeds, and returns exactly the fields of its schema", () =>
    withEmulator(about.sample, async (chime) => {
      const { facts, sample } = about;
      const reply = await call(about, chime, sample.input);
      assert.equal(reply.status, facts?.status ?? 200, reply.body);
      assert.match(String(reply.headers["x-amzn-requestid"]), UUID);
      const { written, ended, status, requestId } = onlyCall(chime);
      assert.deepEqual([written, ended, status], [sample.writes, true, reply.status]);
      assert.equal(reply.headers["x-amzn-requestid"], requestId);
      if (facts?.http === undefined) return;
      assertShape(facts.output, JSON.parse(reply.body === "" ? "{}" : reply.body), "");
    }));
}

function itLooksAtItsInput(about: About): void {
  const { service, operation, facts, sample, shared } = about;
  const { refused, accepted } = casesOf(service.name, operation, facts?.input ?? {}, sample);
  const error = service.name === "sts" ? "ValidationError" : "BadRequestException";

  for (const { title, input } of refused) {
    it(`refuses ${title}`, async () => {
      const reply = await call(about, shared(), input);
      assertRefused(service, shared(), reply, { status: 400, error });
      assert.equal(onlyCall(shared()).operation, operation);
    });
  }

  for (const { title, input } of accepted) {
    it(`accepts ${title}`, () =>
      withEmulator(sample, async (chime) => {
        const reply = await call(about, chime, input);
        assert.equal(reply.status, facts?.status ?? 200, reply.body);
      }));
  }
}

/** Every error that it declares, and those that AWS answers in front of every service. */
function itFailsAsDeclared(about: About): void {
  const { service, facts, errors, operation, shared, sample } = about;
  // Of those that STS declares, the emulator has none: they are about policies and other identities.
  const declared = service.name === "sts" ? [] : (facts?.errors ?? []);
  const statuses: Readonly<Record<string, number | undefined>> = {
    ...Object.fromEntries(Object.entries(COMMON_ERRORS).map(([name, { status }]) => [name, status])),
    ...Object.fromEntries(declared.map((name) => [name, errors[name]?.status])),
  };
  for (const [error, status = 0] of Object.entries(statuses)) {
    it(`returns an injected ${error}, and changes nothing`, async () => {
      const target = operation as OperationName;
      shared().faults.inject({ operation: target, kind: "error", error: error as ErrorName });
      const reply = await call(about, shared(), sample.input);
      assertRefused(service, shared(), reply, { status, error });
      assert.deepEqual(onlyCall(shared()).faults, [`error ${error}`]);
      assert.match(reply.body, /Injected by the emulator\./);
    });
  }
}

function itAsksWhoCalls(about: About): void {
  const { service, operation, facts, sample, shared } = about;
  if (!isSigned(about)) {
    it("needs no signature", async () => {
      const reply = await send(shared(), requestOf(operation, facts, sample.input));
      assert.equal(reply.status, 200, reply.body);
    });
    return;
  }
  const strangers: [string, Signing, ErrorName][] = [
    ["a wrong secret", { secretAccessKey: "wrong" }, "InvalidSignatureException"],
    ["an unknown key", { accessKeyId: "AKIANOBODY0000000003" }, "UnrecognizedClientException"],
    ["a token that the key does not have", { sessionToken: "token" }, "UnrecognizedClientException"],
    ["a signature for another service", { service: "s3" }, "InvalidSignatureException"],
    [
      "a signature of yesterday",
      { signingDate: new Date(Date.now() - 86_400_000) },
      "InvalidSignatureException",
    ],
  ];
  // STS is in every region, and Amazon Chime is in none.
  if (!["chime", "sts"].includes(service.name)) {
    strangers.push(["a signature for another region", { region: "eu-west-1" }, "InvalidSignatureException"]);
  }
  for (const [who, signing, error] of strangers) {
    it(`refuses ${who}`, async () => {
      const reply = await call(about, shared(), sample.input, signing);
      assertRefused(service, shared(), reply, { status: 403, error });
    });
  }

  it("refuses an unsigned request", async () => {
    const reply = await send(shared(), requestOf(operation, facts, sample.input));
    const error = "MissingAuthenticationTokenException";
    assertRefused(service, shared(), reply, { status: 403, error });
  });
}

function itIsNoOther(about: About): void {
  const { service, operation, facts, sample, shared } = about;
  const request = requestOf(operation, facts, sample.input);
  const others: [string, RawRequest][] = [
    ["a longer path", { ...request, path: request.path.replace(/(\?|$)/, "/more/of/it$1") }],
    ["a path that ends in a slash", { ...request, path: request.path.replace(/(\?|$)/, "/$1") }],
    ["an empty label", { ...request, path: request.path.replace(/^(\/[^/]+\/)[^/?]+/, "$1") }],
    ["the method PUT", { ...request, method: "PUT" }],
    ["the method PATCH", { ...request, method: "PATCH" }],
    ["the method HEAD", { ...request, method: "HEAD" }],
  ];
  const elsewhere: [string, RawRequest][] =
    facts?.http === undefined
      ? [["an action of another name", requestOf(`${operation}s`, facts, sample.input)]]
      : others.filter(([, other]) => !isTaken(other, service));
  for (const [what, other] of elsewhere) {
    it(`is not called by ${what}`, async () => {
      const reply = await sendSigned(shared(), other, scopeOf(service));
      assertRefused(service, shared(), reply, { status: 404, error: "UnknownOperationException" });
      assert.equal(onlyCall(shared()).operation, "UnknownOperation");
    });
  }
}

function isSigned({ service, operation }: About): boolean {
  return operationsOf(service).some(({ name, signed }) => name === operation && signed);
}

/** Whether a request, changed as it is, is that of an operation all the same. */
function isTaken({ method, path }: RawRequest, service: ServiceSource): boolean {
  const [plain = "", query] = path.split("?");
  const segments = plain.split("/");
  return operationsOf(service).some(({ http }) => {
    const template = http.path.split("/");
    const fits = template.every((expected, index) =>
      expected.startsWith("{") ? segments[index] !== "" : segments[index] === expected,
    );
    const isSelected = (http.selector !== undefined) === (query?.startsWith("operation=") ?? false);
    return http.method === method && template.length === segments.length && fits && isSelected;
  });
}

function call(
  { service, operation, facts }: About,
  chime: Emulator,
  input: Input,
  signing: Signing = {},
): Promise<RawReply> {
  return sendSigned(chime, requestOf(operation, facts, input), { ...scopeOf(service), ...signing });
}

function scopeOf({ name }: ServiceSource): Signing {
  return { service: name === "sts" ? "sts" : "chime" };
}

async function open(sample: Sample): Promise<Emulator> {
  const chime = await startEmulator(OPTIONS);
  sample.prepare?.(chime);
  return chime;
}

async function withEmulator(sample: Sample, use: (chime: Emulator) => Promise<void>): Promise<void> {
  const chime = await open(sample);
  try {
    await use(chime);
  } finally {
    await chime.stop();
  }
}

/** One emulator for all tests of an operation that change nothing, each of which finds an empty journal. */
function sharedEmulator(sample: Sample): () => Emulator {
  let chime: Emulator | undefined;
  before(async () => {
    chime = await open(sample);
  });
  beforeEach(() => {
    chime?.journal.clear();
    chime?.faults.clear();
  });
  after(() => chime?.stop());
  return () => {
    assert.ok(chime, "There is an emulator only while tests run.");
    return chime;
  };
}
