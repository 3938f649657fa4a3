import { deleteEntry } from "../entries";
import { operation } from "../operation";
import { administratorInPath, findAdministrators } from "./administrators";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceAdmin.html */
export const DeleteAppInstanceAdmin = operation({
  name: "DeleteAppInstanceAdmin",
  http: {
    method: "DELETE",
    path: "/app-instances/{AppInstanceArn}/admins/{AppInstanceAdminArn}",
    status: 204,
  },

  validate: administratorInPath,

  run: ({ arn, adminArn }, context) => ({
    written: deleteEntry(context, findAdministrators(context, arn), adminArn),
  }),
});
