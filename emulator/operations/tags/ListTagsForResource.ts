import { operation } from "../operation";
import { parameter } from "../requestFields";
import { arn } from "../sdkConstraints";
import { findTags } from "./findTags";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListTagsForResource.html */
export const ListTagsForResource = operation({
  name: "ListTagsForResource",
  http: { method: "GET", path: "/tags", status: 200 },

  validate: (request) => arn(parameter(request, "arn"), "arn"),

  run: (resourceArn, context) => {
    const tags = [...findTags(context, resourceArn)].map(([Key, Value]) => ({ Key, Value }));
    return { output: { Tags: tags }, written: false };
  },
});
