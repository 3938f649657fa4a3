import { Comment, CommentTag, Converter } from "typedoc";

/** The first one whose pattern a name matches. */
const CATEGORIES = [
  ["Functions", /^get/i],
  ["Provider", /Provider/],
  ["Rooms", /^(Room|MemberType)/],
  ["Channels", /./],
];

/** A plugin of TypeDoc that puts each export into a category, so that the comments need no tags for it. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.children ?? []) {
      const [category] = CATEGORIES.find(([, pattern]) => pattern.test(reflection.name));
      const tag = new CommentTag("@category", [{ kind: "text", text: category }]);
      // The comments of a function are those of its signatures.
      for (const one of reflection.signatures ?? [reflection])
        (one.comment ??= new Comment()).blockTags.push(tag);
    }
  });
}
