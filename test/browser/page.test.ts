import assert from "node:assert/strict";

import type { Locator, Page } from "playwright-core";

import { readSeed, startEmulator, type Emulator } from "../../emulator";
import { Browser, CHROMIUM_VARIABLE, findChromium } from "../../tools/picture/browser";
import { sendSigned } from "../unit/emulator/raw";

const TEAM = readSeed("emulator/seeds/team.json");
const [ACCOUNT] = TEAM.accounts;
const ROOM = { accountId: ACCOUNT!.accountId, roomId: ACCOUNT!.rooms![0]!.roomId };
const ADA = ACCOUNT!.users![0]!.userId;
const INSTANCE = `arn:aws:chime:us-east-1:111122223333:app-instance/${TEAM.appInstances![0]!.appInstanceId}`;
const CHANNEL = `${INSTANCE}/channel/launch`;

describe("The page of the emulator, in a browser", function () {
  this.timeout(30_000);

  let browser: Browser | undefined;
  let chime: Emulator;
  let page: Page;
  const problems: string[] = [];

  before(async function () {
    const chromium = findChromium();
    if (chromium === undefined) {
      console.warn(
        `      SKIPPED: there is no Chromium on PATH. ${CHROMIUM_VARIABLE} can be set to its path.`,
      );
      this.skip();
    }
    browser = await Browser.start(chromium);
  });
  after(() => browser?.close());
  beforeEach(async () => {
    chime = await startEmulator({ admin: true, seed: TEAM });
    problems.length = 0;
    page = await browser!.open("about:blank", { width: 1280, height: 800 });
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.clock.install();
  });
  afterEach(async () => {
    await page.close();
    await chime.stop();
  });

  async function open(): Promise<void> {
    await page.goto(`${chime.url}/`);
    await page.getByText("Live").waitFor();
  }

  /** Lets the time pass for which changes are highlighted. */
  const laterOn = (): Promise<void> => page.clock.fastForward(5000);

  const membersOf = (kind: "room" | "channel"): Locator =>
    page
      .locator("article")
      .filter({ has: page.locator(".tag", { hasText: kind }) })
      .locator("li");
  const textsOf = async (items: Locator): Promise<string[]> =>
    (await items.allInnerTexts()).map((text) => text.split(/\s+/).join(" "));

  it("shows accounts and app instances, their users, rooms and channels, and who is in them", async () => {
    chime.state.addMember({ ...ROOM, memberId: ADA, role: "Administrator" });
    chime.state.addChannelMember({ channelArn: CHANNEL, memberArn: `${INSTANCE}/user/ben`, type: "HIDDEN" });
    chime.state.addChannelModerator({ channelArn: CHANNEL, moderatorArn: `${INSTANCE}/user/chi` });
    chime.state.addChannelBan({ channelArn: CHANNEL, memberArn: `${INSTANCE}/user/dee` });
    await open();
    assert.deepEqual(await textsOf(membersOf("room")), ["Ada Example ada@example.com administrator"]);
    assert.deepEqual(await textsOf(membersOf("channel")), [
      "Ben Example ben hidden",
      "Chi Example chi moderator not a member",
      "Dee Example dee banned",
    ]);
    // Neither a moderator who is not a member nor a banned user counts.
    await page.locator("article").filter({ hasText: "Dee Example" }).getByText("1 member").first().waitFor();
    const users = await textsOf(page.getByLabel("Users of Example Team").locator("li"));
    assert.deepEqual(users.slice(4, 7), [
      "Eli Example eli@example.com",
      "deploy-bot 5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b55 bot",
      "Ada Example ada administrator",
    ]);
    assert.deepEqual(problems, []);
  });

  it("highlights for a moment who comes, who goes and who changes", async () => {
    chime.state.addMember({ ...ROOM, memberId: ADA });
    await open();
    const members = membersOf("room");
    assert.equal(await members.and(page.locator(".added")).count(), 0);

    chime.state.addMember({ ...ROOM, memberId: ACCOUNT!.users![1]!.userId });
    await members.and(page.locator(".added")).getByText("Ben Example").waitFor();
    chime.state.setRole({ ...ROOM, memberId: ADA, role: "Administrator" });
    await members.and(page.locator(".changed")).getByText("administrator").waitFor();
    chime.state.removeMember({ ...ROOM, memberId: ADA });
    await members.and(page.locator(".removed")).getByText("Ada Example").waitFor();
    await page.getByText("1 member", { exact: true }).waitFor();

    await laterOn();
    await members.getByText("Ada Example").waitFor({ state: "detached" });
    await page.locator("li.added, li.changed, li.removed").first().waitFor({ state: "detached" });
    assert.deepEqual(await textsOf(members), ["Ben Example ben@example.com"]);
  });

  it("highlights rooms and users that come and go", async () => {
    await open();
    const { accountId } = ROOM;
    chime.state.addRoom({ accountId, roomId: "new", name: "New room" });
    await page.locator(".title.added").getByText("New room").waitFor();
    chime.state.removeProfile({ accountId, memberId: ADA });
    await page.locator("li.removed").getByText("ada@example.com").waitFor();
    chime.state.removeRoom({ accountId, roomId: "new" });
    await page.locator(".title.removed").getByText("New room").waitFor();
    await laterOn();
    await page.getByText("New room").waitFor({ state: "detached" });
  });

  it("shows every call: for whom, its status, its duration and its faults", async () => {
    await open();
    await page.getByText("No calls yet.").waitFor();
    chime.faults.inject({ operation: "CreateRoomMembership", kind: "error", error: "ConflictException" });
    const path = `/accounts/${ROOM.accountId}/rooms/${ROOM.roomId}/memberships`;
    const body = JSON.stringify({ MemberId: ADA, Role: "Administrator" });
    await sendSigned(chime, { method: "POST", path, body });
    const row = page.locator("tbody tr.fresh");
    await row.waitFor();
    const [text = ""] = await textsOf(row);
    assert.match(
      text,
      /^\d\d:\d\d:\d\d CreateRoomMembership Launch Ada Example \(Administrator\) 409 ConflictException injected error ConflictException \d+$/,
    );
    await laterOn();
    await row.waitFor({ state: "detached" });
    await sendSigned(chime, { path: "/nowhere" });
    await page.getByText("GET /nowhere").waitFor();
    assert.equal(await page.locator("tbody tr").count(), 2);
  });

  it("shows whatever somebody is called as text", async () => {
    const { accountId } = ROOM;
    const name = `<img src="x" onerror="document.title='changed'">&lt;b&gt;`;
    chime.state.addUser({ accountId, userId: "u", name, email: `"<script>"@example.com` });
    chime.state.addRoom({ accountId, roomId: "r", name: `</script><h1>${name}` });
    chime.state.addMember({ accountId, roomId: "r", memberId: "u" });
    await sendSigned(chime, { path: `/accounts/${encodeURIComponent("<b>")}/rooms` });
    await open();
    assert.equal(await page.getByText(name, { exact: true }).count(), 2);
    assert.deepEqual(
      [await page.locator("img, h1 ~ h1, b").count(), await page.title()],
      [0, "Amazon Chime emulator"],
    );
    assert.deepEqual(problems, []);
  });

  it("lets no script run that is not its own", async () => {
    await open();
    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "document.title = 'changed'";
      document.body.append(script);
    `);
    assert.equal(await page.title(), "Amazon Chime emulator");
    assert.match(problems.join(), /Content Security Policy/);
  });

  it("shows that the emulator is gone, and goes on when it is back", async () => {
    await open();
    await chime.goAway();
    await page.getByText("The emulator cannot be reached. Trying again.").waitFor();
    await page.getByText("Ada Example").first().waitFor();
    await chime.comeBack();
    await page.getByText("Live").waitFor();
  });

  it("shows the first 60 of many people, and those who just came among them", async () => {
    const { accountId } = ROOM;
    const add = (name: string): void => {
      const memberId = chime.state.addUser({ accountId, name });
      chime.state.addMember({ ...ROOM, memberId });
    };
    for (let index = 0; index < 99; index += 1) add(`User ${index}`);
    await open();
    const members = membersOf("room");
    assert.equal((await textsOf(members)).at(-1), "and 39 more");
    add("Latest");
    await members.and(page.locator(".added")).getByText("Latest").waitFor();
    assert.deepEqual(
      [await members.count(), (await textsOf(members)).at(-1), await page.getByText("100 members").count()],
      [61, "and 40 more", 1],
    );
  });

  it("is light or dark, as the system is", async () => {
    const background = async (colorScheme: "light" | "dark"): Promise<unknown> => {
      await page.emulateMedia({ colorScheme });
      return page.evaluate("getComputedStyle(document.body).backgroundColor");
    };
    await open();
    assert.deepEqual(
      [await background("light"), await background("dark")],
      ["rgb(247, 247, 245)", "rgb(22, 22, 21)"],
    );
  });
});
