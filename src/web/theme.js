(d=>{let t;try{t=localStorage.getItem("theme")}catch{}d.dataset.theme=t||(matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light");d.classList.add("js")})(document.documentElement)
