// While `bin/dev` watches: loads the page again when it was built anew.
const watch = () => {
  const socket = new WebSocket("ws://" + location.hostname + ":__PORT__/live_reload");
  socket.onmessage = ({ data }) => { const { all, css } = JSON.parse(data); if (all || css) location.reload(); };
  socket.onclose = () => setTimeout(watch, 1000);
};
watch();
