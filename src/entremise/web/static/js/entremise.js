// Small comforts: every page works without them.

customElements.define(
  "error-summary",
  class extends HTMLElement {
    connectedCallback() {
      this.focus();
    }
  },
);

customElements.define(
  "print-button",
  class extends HTMLElement {
    connectedCallback() {
      const button = document.createElement("button");
      button.className = "btn ghost";
      button.type = "button";
      button.textContent = document.documentElement.lang === "fr" ? "Imprimer" : "Print";
      button.addEventListener("click", () => window.print());
      this.replaceChildren(button);
    }
  },
);

customElements.define(
  "copy-button",
  class extends HTMLElement {
    connectedCallback() {
      const isFrench = document.documentElement.lang === "fr";
      const button = document.createElement("button");
      button.className = "btn";
      button.type = "button";
      button.textContent = isFrench ? "Copier l’adresse" : "Copy the address";
      button.addEventListener("click", async () => {
        const source = document.getElementById(this.dataset.from);
        getSelection().selectAllChildren(source);
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = isFrench ? "Adresse copiée" : "Address copied";
      });
      this.replaceChildren(button);
    }
  },
);

// An alarm that comes into the frame is spoken, and stands in the title of the tab.
customElements.define(
  "alarm-strip",
  class extends HTMLElement {
    connectedCallback() {
      this.quiet = document.title;
      this.querySelector("iframe").addEventListener("load", (event) => this.tell(event.target));
    }

    tell(frame) {
      const words = frame.contentDocument?.body?.dataset.alarm ?? "";
      document.title = words ? `● ${words}` : this.quiet;
      const spoken = this.querySelector("[role=alert]");
      if (spoken.textContent !== words) spoken.textContent = words;
    }
  },
);

// « / » leads to the search field of the page.
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  const search = document.querySelector('input[type="search"]');
  if (event.key === "/" && search && !isTyping) {
    event.preventDefault();
    search.focus();
  }
});

// The menu closes with Escape and gives the focus back.
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The device knows where it is; its place stays there, only the nearest district is chosen.
customElements.define(
  "near-here",
  class extends HTMLElement {
    connectedCallback() {
      if (!navigator.geolocation) return;
      const isFrench = document.documentElement.lang === "fr";
      const button = document.createElement("button");
      button.className = "btn ghost";
      button.type = "button";
      button.textContent = isFrench ? "Autour de moi" : "Around me";
      button.addEventListener("click", () =>
        navigator.geolocation.getCurrentPosition((at) => this.choose(at.coords)),
      );
      this.replaceChildren(button);
    }

    choose({ latitude, longitude }) {
      const list = document.getElementById(this.dataset.for);
      const narrow = Math.cos((latitude * Math.PI) / 180);
      const far = ([, lat, lon]) => Math.hypot(lat - latitude, (lon - longitude) * narrow);
      const [nearest] = JSON.parse(this.dataset.middles).sort((a, b) => far(a) - far(b));
      list.value = nearest[0];
      list.form.requestSubmit();
    }
  },
);
