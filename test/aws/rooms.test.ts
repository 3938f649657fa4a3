import { requiredVariable, skipUnlessSelected, TEST_NAME } from "./selection";
import { inPluginProcess, testMembershipLifecycle, testRosterLifecycle, type AwsParent } from "./lifecycle";

// Creates a room, and always deletes it afterwards.
describe("On AWS, in a new room,", function () {
  this.timeout(600_000);

  let parent: AwsParent;
  let remove: (() => Promise<void>) | undefined;
  before(async function () {
    skipUnlessSelected(this, "rooms");
    const accountId = requiredVariable("PULUMI_CHIME_TEST_AWS_ACCOUNT", "the id of an Amazon Chime account");
    const users = "the ids of two users of the account, separated by a comma";
    const [first = "", second = ""] = requiredVariable("PULUMI_CHIME_TEST_AWS_USERS", users).split(",");
    const { id } = await inPluginProcess("Room", (host) => host.create({ accountId, name: TEST_NAME }));
    remove = () => inPluginProcess("Room", (host) => host.delete(id, { accountId, name: TEST_NAME }));
    const room = { accountId, roomId: id.split("/").at(-1) };
    parent = {
      kinds: { membership: "RoomMembership", roster: "RoomRoster" },
      memberIds: [first, second],
      roles: ["Member", "Administrator"],
      id,
      membershipId: (memberId) => `${id}/${memberId}`,
      membershipInputs: (memberId, role) => ({ ...room, memberId, role }),
      roster: (members) => ({ ...room, members }),
    };
  });
  after(() => remove?.());

  it("a membership can be created, read and deleted, and creating it again fails", () =>
    testMembershipLifecycle(parent));

  it("a roster can be created, updated and deleted", () => testRosterLifecycle(parent));
});
