import { APP_INSTANCE_ADMIN_SCHEMA } from "../../schema/channels/appInstanceAdminSchema";
import type { AppInstanceKey } from "../../schema/channels/appInstanceSchema";
import { readAppInstance, readUsers } from "./channelSource";
import type { ImportSource } from "./importSource";
import { idOf, labelOfArn, listedMembers, userArnsIn } from "./listedMembers";
import { shortForm } from "./resourceNames";

/** What to import of an app instance besides its administrators. */
export interface AppInstanceExtras {
  withAppInstance?: boolean;
  /** Whether to import the users who are administrators. */
  withUsers?: boolean;
}

/** The administrators of an app instance. */
export function appInstanceSource(instance: AppInstanceKey, extras: AppInstanceExtras): ImportSource {
  const { appInstanceArn } = instance;
  return {
    kinds: { membership: "AppInstanceAdmin" },
    schema: APP_INSTANCE_ADMIN_SCHEMA,
    parent: { appInstanceArn },
    parentId: appInstanceArn,
    noun: "administrator",
    inWords: "The administrators of the app instance",
    description: APP_INSTANCE_ADMIN_SCHEMA.describe(instance),
    prefix: `admin-${shortForm(idOf(appInstanceArn))}`,
    // https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceAdmins.html
    list: { operation: "ListAppInstanceAdmins", pageSize: 50 },
    others: [],
    membershipId: (arn) => APP_INSTANCE_ADMIN_SCHEMA.formatId(instance, arn),
    labelOf: labelOfArn,
    members: ({ api }, options) =>
      listedMembers(api.appInstanceAdmins, instance, options, "when the administrators were made"),
    entities: async (session, members, progress) => [
      ...(extras.withAppInstance ? [await readAppInstance(session, appInstanceArn)] : []),
      ...(extras.withUsers
        ? await readUsers(session, userArnsIn(members.map(({ memberId }) => memberId)), progress)
        : []),
    ],
  };
}
