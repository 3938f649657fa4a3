import { canAddEntry } from "../entries";
import { operation } from "../operation";
import { fields } from "../requestFields";
import { arnOf } from "../sdkConstraints";
import { identity } from "../sdkShapes";
import { findAdministrators } from "./administrators";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceAdmin.html */
export const CreateAppInstanceAdmin = operation({
  name: "CreateAppInstanceAdmin",
  http: { method: "POST", path: "/app-instances/{AppInstanceArn}/admins", status: 201 },

  validate: (request) => ({
    arn: arnOf(request.labels["AppInstanceArn"], "AppInstanceArn", undefined),
    adminArn: arnOf(fields(request)["AppInstanceAdminArn"], "AppInstanceAdminArn", "user", "bot"),
  }),

  run: ({ arn, adminArn: memberArn }, context) => {
    const administrators = findAdministrators(context, arn);
    const quota = context.quotas.administratorsPerAppInstance;
    const written = canAddEntry(context, administrators, memberArn, quota);
    if (written) context.appInstances.putEntry(administrators.entries, { memberArn });
    const output = { AppInstanceAdmin: identity(administrators.instance, memberArn), AppInstanceArn: arn };
    return { output, written };
  },
});
