import { findEntry } from "../entries";
import { operation } from "../operation";
import { administratorInPath, findAdministrators } from "./administrators";
import { appInstanceAdmin } from "./identityShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceAdmin.html */
export const DescribeAppInstanceAdmin = operation({
  name: "DescribeAppInstanceAdmin",
  http: { method: "GET", path: "/app-instances/{AppInstanceArn}/admins/{AppInstanceAdminArn}", status: 200 },

  validate: administratorInPath,

  run: ({ arn, adminArn }, context) => {
    const administrators = findAdministrators(context, arn);
    const administrator = findEntry(context, administrators, adminArn, "no NotFound");
    return {
      output: { AppInstanceAdmin: appInstanceAdmin(administrators.instance, administrator) },
      written: false,
    };
  },
});
