/** The screen Report: sections, order, audience, formats, preview. */

export const report = {
  heading: "Put a report together",
  audience: "For whom",
  sections: "Sections, in their order",
  hint: "Tick what goes in. Move a section by its buttons, by Alt and the arrow keys, or by dragging it.",
  up: "Move “{name}” up",
  down: "Move “{name}” down",
  moved: "“{name}” stands in place {place} of {count}.",
  always: "always there",
  save: "Save as",
  saving: "Writing …",
  missing: "{name}: {missing}",
  same: "The same numbers in every format, with the inputs as they stand now. HTML is one file that opens without a network.",
  preview: "Preview",
  cite: "Cite as: {cite}",
  hash: "SHA-256 of the case file: {hash}; Détente {version}.",
  none: "No section is ticked: the report holds its title and how to cite it.",
};
