import { operation } from "../operation";

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const GetCallerIdentity = operation({
  name: "GetCallerIdentity",
  http: { method: "POST", path: "/", selector: "GetCallerIdentity", status: 200 },

  validate: () => undefined,

  run: (_, { caller }) => {
    const account = caller.arn.split(":")[4] ?? "";
    const output = { GetCallerIdentityResult: { Arn: caller.arn, UserId: caller.userId, Account: account } };
    return { output, written: false };
  },
});
