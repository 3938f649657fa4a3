import { AWS_ACCOUNT_ID } from "../../model/awsAccount";
import { operation } from "../operation";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_GetAccount.html */
export const GetAccount = operation({
  name: "GetAccount",
  http: { method: "GET", path: "/accounts/{AccountId}", status: 200 },

  validate: (request) => ({ accountId: label(request, "AccountId") }),

  run: ({ accountId }, { rooms }) => {
    const { id, name, created } = rooms.account(accountId);
    const output = {
      Account: {
        AwsAccountId: AWS_ACCOUNT_ID,
        AccountId: id,
        Name: name,
        AccountType: "EnterpriseDirectory",
        CreatedTimestamp: created.toISOString(),
        DefaultLicense: "Pro",
        SupportedLicenses: ["Basic", "Pro"],
        AccountStatus: "Active",
      },
    };
    return { output, written: false };
  },
});
