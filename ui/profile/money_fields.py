"""In which money prices are, and how far food where the user lives costs other than the table says."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.document.list_choices import MOST_CURRENCY, PRICE_FACTORS, PRICE_RISES, US_DOLLARS, ListChoices
from planner.language.translate import _
from planner.shopping.bought import PRICE_YEARS
from ui.base.forms import row
from ui.base.look import GRID, TARGET
from ui.base.number_box import NumberEdit, write_number
from ui.base.widgets import label, scaled

FIELD = 104  # [px]


class MoneyFields(QWidget):
    """The name of the money, what a US dollar's worth of food costs in it, and how much prices have risen since."""

    def __init__(self, choices: ListChoices) -> None:
        super().__init__()
        self.currency = QLineEdit(choices.currency)
        self.currency.setAccessibleName(_("Currency"))
        self.currency.setMaxLength(MOST_CURRENCY)
        self.currency.setMinimumHeight(TARGET)
        self.factor = NumberEdit(_("What one US dollar's worth of food costs"))
        self.rise = NumberEdit(_("Price increase since {years}, in percent").format(years=PRICE_YEARS))
        for field in (self.currency, self.factor, self.rise):
            field.setFixedWidth(scaled(FIELD))
        self.factor.show_number(choices.price_factor)
        self.rise.show_number(choices.price_rise)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        rise = _("Price increase since {years}, %:").format(years=PRICE_YEARS)
        layout.addLayout(row([label(_("Currency:")), self.currency]))
        for said, field in ((_("What costs US$ 1 in the US costs here:"), self.factor), (rise, self.rise)):
            layout.addWidget(label(said, wrap=True))
            layout.addLayout(row([field]))

    @property
    def typed(self) -> tuple[str, str, str]:
        """What stands in the fields, whether or not it can stand."""
        return self.currency.text(), self.factor.text(), self.rise.text()

    @property
    def problem(self) -> str:
        """Why an answer cannot stand, or nothing."""
        for field, (least, most) in ((self.factor, PRICE_FACTORS), (self.rise, PRICE_RISES)):
            number = field.number
            if field.wrong:
                return field.wrong
            if number is not None and not least <= number <= most:
                said = _("{name} is a number from {least} to {most}.")
                return said.format(name=field.accessibleName(), least=write_number(least), most=write_number(most))
        return ""

    def applied_to(self, choices: ListChoices) -> ListChoices:
        """The choices with the answers; what is left out is as in the US then.

        Raises:
            ValueError: if there is a ``problem``.
        """
        factor, rise = self.factor.number, self.rise.number
        return choices.with_money(
            self.currency.text().strip() or US_DOLLARS,
            1.0 if factor is None else factor,
            0.0 if rise is None else rise,
        )
