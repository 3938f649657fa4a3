import { needed, onlyIfChosen, TEST_NAME } from "./chosen";
import { inDeployment, lifeOfMembership, lifeOfRoster, type RealParent } from "./life";

// Everything happens in a room that is made for it, and deleted afterwards whatever happens.
describe("On AWS itself, in a room that the test has made,", function () {
  this.timeout(600_000);

  let parent: RealParent;
  let remove: (() => Promise<void>) | undefined;
  before(async function () {
    onlyIfChosen(this, "rooms");
    const accountId = needed("PULUMI_CHIME_TEST_AWS_ACCOUNT", "the id of an Amazon Chime account");
    const users = "the ids of two users of the account, with a comma between";
    const [one = "", other = ""] = needed("PULUMI_CHIME_TEST_AWS_USERS", users).split(",");
    const { id } = await inDeployment("Room", (host) => host.create({ accountId, name: TEST_NAME }));
    remove = () => inDeployment("Room", (host) => host.delete(id, { accountId, name: TEST_NAME }));
    const room = { accountId, roomId: id.split("/").at(-1) };
    parent = {
      kinds: { membership: "RoomMembership", roster: "RoomRoster" },
      people: [one, other],
      roles: ["Member", "Administrator"],
      id,
      idOf: (memberId) => `${id}/${memberId}`,
      inputs: (memberId, role) => ({ ...room, memberId, role }),
      roster: (members) => ({ ...room, members }),
    };
  });
  after(() => remove?.());

  it("a membership is made, found, refused the second time, and taken out", () => lifeOfMembership(parent));

  it("a roster is made, changed, and emptied", () => lifeOfRoster(parent));
});
