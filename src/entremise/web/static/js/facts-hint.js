// Says softly that a word is not a fact; nothing is refused.
customElements.define(
  "facts-hint",
  class extends HTMLElement {
    connectedCallback() {
      this.words = this.dataset.words.split(" ");
      document.getElementById(this.dataset.form).addEventListener("input", (event) => {
        if (event.target.tagName === "TEXTAREA") this.look(event.target.value);
      });
    }

    look(text) {
      const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
      const typed = plain.replace(/[^a-z]+/g, "-").split("-");
      const found = this.words.find((word) => typed.some((one, at) => typed.slice(at).join("-").startsWith(word)));
      this.className = found ? "notice warn" : "";
      this.textContent = found ? this.dataset.hint : "";
    }
  },
);
