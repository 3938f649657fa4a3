import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rejectionOf } from "../support/failures";
import { Host } from "../support/host";

const NOTE = /Note: destroy and refresh use a changed setting only after an `up`, or with --run-program\./;
const MEMBER = { accountId: "account", roomId: "room", memberId: "ana", role: "Member" };
const ROLE = JSON.stringify({ roleArn: "arn:aws:iam::111122223333:role/deployer" });

describe("The error of a call that", function () {
  this.timeout(30_000);

  let folder: string;
  let url: string;
  let server: Server;
  let host: Host | undefined;
  // A server that answers like a login page. Without it, its address refuses connections.
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "chime-endpoints-"));
    server = createServer((_, response) => response.end("<html>")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await host?.stop();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const start = async (config: Record<string, string>, env: Record<string, string> = {}): Promise<Host> => {
    const keys = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "the-secret-of-nobody" };
    const settings = { "chime:maxRetries": "1", ...config };
    return (host = await Host.start({ chime: { env: keys }, config: settings, env }));
  };
  const profileWith = (endpoint: string): Record<string, string> => {
    const file = join(folder, "config");
    writeFileSync(
      file,
      `[profile one]\nendpoint_url = ${endpoint}\naws_access_key_id = k\naws_secret_access_key = s\n`,
    );
    return { AWS_CONFIG_FILE: file, AWS_PROFILE: "one", AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
  };

  const SOURCES: [source: string, config: () => Record<string, string>, env: () => Record<string, string>][] =
    [
      ["chime:endpoint", () => ({ "chime:endpoint": url }), () => ({})],
      ["aws:endpoints (chime)", () => ({ "aws:endpoints": JSON.stringify([{ chime: url }]) }), () => ({})],
      ["AWS_ENDPOINT_URL_CHIME", () => ({}), () => ({ AWS_ENDPOINT_URL_CHIME: url })],
      ["AWS_ENDPOINT_URL", () => ({}), () => ({ AWS_ENDPOINT_URL: url })],
      ["endpoint_url in the AWS profile", () => ({}), () => profileWith(url)],
    ];
  for (const [source, config, env] of SOURCES) {
    it(`nobody answers has the code, the endpoint and its source: ${source}`, async () => {
      server.close();
      await start(config(), env());
      const { message } = await rejectionOf(host!.create(MEMBER));
      assert.ok(
        message.includes(
          `no answer to CreateRoomMembership (ECONNREFUSED) from ${url} (${source}) after 2 attempts`,
        ),
        message,
      );
      assert.ok(
        message.includes(
          `Nothing listens at ${url}: start it, or correct ${source}, then run the command again.`,
        ),
        message,
      );
    });
  }

  it("another server answers has the endpoint and its source", async () => {
    await start({ "chime:endpoint": url });
    const { message } = await rejectionOf(host!.create(MEMBER));
    assert.ok(
      message.includes(`CreateRoomMembership got an answer from ${url} (chime:endpoint) that is not`),
      message,
    );
    assert.match(message, /Check chime:endpoint and the proxy: another server answers instead\./);
  });

  it("another server answers with a failure has the endpoint and its source", async () => {
    server.removeAllListeners("request");
    server.on("request", (_, response) => response.writeHead(501).end());
    await start({ "chime:endpoint": url });
    const { message } = await rejectionOf(host!.create(MEMBER));
    assert.ok(
      message.includes(`answered CreateRoomMembership from ${url} (chime:endpoint) (HTTP 501`),
      message,
    );
    assert.ok(
      message.includes(`If ${url} is not an endpoint of Amazon Chime, correct chime:endpoint.`),
      message,
    );
  });

  it("is about a host that does not exist has the code, the endpoint and its source", async () => {
    await start({ "chime:messagingEndpoint": "https://chime.invalid" });
    const [channelArn, chimeBearer] = ["channel/c", "user/u"].map(
      (part) => `arn:aws:chime:us-east-1:111122223333:app-instance/a/${part}`,
    );
    const membership = { channelArn, memberArn: chimeBearer, chimeBearer, type: "DEFAULT" };
    const { message } = await rejectionOf(host!.withKind("ChannelMembership").create(membership));
    assert.match(
      message,
      /\((ENOTFOUND|EAI_AGAIN)\) from https:\/\/chime\.invalid \(chime:messagingEndpoint\)/,
    );
    assert.match(message, /Check the network, the proxy and chime:messagingEndpoint, then run/);
  });

  it("AWS STS does not answer names its endpoint, and not the role, as what to check", async () => {
    server.close();
    await start({ "chime:assumeRole": ROLE, "chime:stsEndpoint": url });
    const { message } = await rejectionOf(host!.create(MEMBER));
    assert.match(message, /connect ECONNREFUSED 127\.0\.0\.1/);
    assert.ok(
      message.includes(`Check the network, the proxy and chime:stsEndpoint, then run the command again.`),
      message,
    );
    assert.doesNotMatch(message, /trust policy/);
  });

  it("is made without the program says when a changed setting takes effect, and others do not", async () => {
    server.close();
    const id = "account/room/ana";
    for (const hook of ["delete", "read"] as const) {
      await start({ "chime:endpoint": url });
      assert.match(
        (await rejectionOf(host![hook](id, { ...MEMBER, memberType: "User" }))).message,
        NOTE,
        hook,
      );
      await host!.stop();
    }
    await start({ "chime:endpoint": url });
    const roster = { accountId: "account", roomId: "room", members: { ana: "Member" } };
    assert.match(
      (await rejectionOf(host!.withKind("RoomRoster").delete("account/room", roster))).message,
      NOTE,
    );
    assert.doesNotMatch((await rejectionOf(host!.create(MEMBER))).message, NOTE);
    await host!.check(MEMBER);
    assert.doesNotMatch((await rejectionOf(host!.delete(id, { ...MEMBER }))).message, NOTE);
    await host!.stop();
    await start({}, { AWS_ENDPOINT_URL_CHIME: url });
    assert.doesNotMatch((await rejectionOf(host!.delete(id, { ...MEMBER }))).message, NOTE);
  });
});
