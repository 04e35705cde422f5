"""The style sheet of the window. Its colours, sizes and folder of icons are filled in by ``ui.base.look``."""

STYLE = """
QMainWindow, QDialog, QMenuBar {{ background: {window}; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {border}; padding: 6px 8px; spacing: 8px; }}
QScrollArea#sidebar {{ border-right: 1px solid {border}; }}
QToolButton#entry {{ background: transparent; border-color: transparent; padding: 4px 12px 4px 8px; text-align: left; }}
QToolButton#entry:hover {{ background: {hover}; }}
QToolButton#entry:checked {{ background: {accent_soft}; color: {text}; font-weight: 600; }}
QToolButton#entry:focus {{ border: 2px solid {accent}; padding: 3px 11px 3px 7px; }}
QToolButton#entry[bare="true"] {{ padding: 4px; }}
QToolButton#entry[bare="true"]:focus {{ padding: 3px; }}
QFrame#foot {{ background: {window}; border: none; border-top: 1px solid {border}; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{
    background: {surface}; color: {secondary}; border: none; border-bottom: 1px solid {border};
    min-height: 26px; padding: 0 6px 0 8px;
}}
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: {surface}; }}
QTabBar#inside {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {secondary}; padding: 0 16px; min-height: {tab}px; border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {accent}; }}
QSplitter::handle {{ background: {border}; }}
QMenu {{ background: {surface}; border: 1px solid {outline}; padding: 4px; }}
QMenu::item {{ padding: 9px 24px 9px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QMenuBar::item {{ padding: 7px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {accent_soft}; color: {text}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {outline}; padding: 4px; }}
QPushButton, QToolButton {{
    background: {surface}; color: {text}; border: 1px solid {outline}; border-radius: 6px;
    min-height: {line}px; padding: 0 10px;
}}
QToolButton {{ padding: 0 6px; }}
QToolButton[bare="true"] {{ padding: 0; min-width: 30px; }}
QTabBar QToolButton {{ padding: 0; min-width: 20px; }}
QPushButton:hover, QToolButton:hover {{ background: {hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {accent_soft}; }}
QPushButton:checked, QToolButton:checked {{ background: {accent_soft}; border-color: {accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {faint}; border-color: {border}; background: transparent; }}
QPushButton:focus, QToolButton:focus {{
    border: 2px solid {accent}; min-height: {focused_line}px; padding: 0 9px;
}}
QToolButton:focus {{ padding: 0 5px; }}
QToolButton[bare="true"]:focus {{ min-width: 28px; padding: 0; }}
QPushButton[primary="true"] {{
    background: {accent}; color: {on_accent}; border-color: {accent}; padding: 0 16px; font-weight: 600;
}}
QPushButton[primary="true"]:focus {{ border: 2px solid {text}; padding: 0 15px; }}
QPushButton[primary="true"]:disabled {{ background: {track}; color: {faint}; border-color: {track}; }}
QToolButton[quiet="true"], QPushButton[quiet="true"] {{ background: transparent; border-color: transparent; }}
QToolButton[quiet="true"]:hover, QPushButton[quiet="true"]:hover {{ background: {hover}; }}
QToolButton[quiet="true"]:checked {{ color: {accent}; background: {accent_soft}; }}
QToolButton[quiet="true"]:focus, QPushButton[quiet="true"]:focus {{ border: 2px solid {accent}; }}
QPushButton[link="true"] {{ background: transparent; border-color: transparent; color: {accent}; font-weight: 600; }}
QPushButton[link="true"]:hover {{ background: {accent_soft}; }}
QPushButton[link="true"]:focus {{ border: 2px solid {accent}; }}
QFrame#card {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; }}
QFrame#trouble {{ background: {warning_soft}; border: 1px solid {low}; border-radius: 8px; }}
QFrame#column {{ background: {surface}; border: none; }}
QLabel {{ background: transparent; }}
QLabel[tone="secondary"] {{ color: {secondary}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="problem"] {{ color: {over}; }}
QLabel[scale="large"] {{ font-size: {large}pt; }}
QLabel[scale="heading"] {{ font-size: {heading}pt; font-weight: 600; }}
QLabel[scale="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[weight="strong"] {{ font-weight: 600; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: none; }}
QTreeView {{ background: {surface}; border: none; }}
QLineEdit, QComboBox, QAbstractSpinBox {{
    background: {surface}; color: {text}; border: 1px solid {outline}; border-radius: 6px;
    min-height: {line}px; padding: 0 8px; selection-background-color: {accent}; selection-color: {on_accent};
}}
QPlainTextEdit {{
    background: {surface}; color: {text}; border: 1px solid {outline}; border-radius: 6px; padding: 4px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 3px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {accent}; min-height: {focused_line}px; padding: 0 7px;
}}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    color: {faint}; border-color: {border}; background: transparent;
}}
QLineEdit > QToolButton {{ min-width: 0; min-height: 0; padding: 0; border: none; background: transparent; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow, QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ width: 18px; height: 18px; }}
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url("{icons}/chevron_down.svg"); }}
QAbstractSpinBox::up-arrow {{ image: url("{icons}/chevron_up.svg"); }}
QAbstractSpinBox {{ padding-right: 72px; }}
QAbstractSpinBox:focus {{ padding-right: 71px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; background: transparent; border: none; border-left: 1px solid {border};
    width: 32px; height: 32px;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: right center; right: 1px; }}
QAbstractSpinBox::down-button {{ subcontrol-position: right center; right: 34px; }}
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::down-arrow:disabled {{ image: none; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {hover}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    border: none; background: transparent; min-height: 0; padding: 0 6px;
}}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator, QTreeView::indicator {{
    width: 18px; height: 18px; border: 1px solid {box}; border-radius: 4px; background: {surface};
}}
QCheckBox::indicator:checked, QTreeView::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{icons}/tick_{tick}.svg");
}}
QRadioButton {{ spacing: 8px; }}
QRadioButton::indicator {{
    width: 18px; height: 18px; border: 1px solid {box}; border-radius: 10px; background: {surface};
}}
QRadioButton::indicator:checked {{
    width: 8px; height: 8px; border: 6px solid {accent}; border-radius: 10px; background: {on_accent};
}}
QRadioButton:focus {{ color: {accent}; }}
QListWidget#pages {{ background: {window}; border: 2px solid {window}; border-radius: 8px; }}
QListWidget#pages::item {{ min-height: 40px; padding: 0 12px; border-radius: 6px; color: {text}; }}
QListWidget#pages::item:selected {{ background: {accent_soft}; color: {text}; }}
QListWidget#rows {{ background: {surface}; border: 2px solid {outline}; border-radius: 6px; }}
QListWidget#rows::item {{ min-height: 22px; padding: 6px 8px; color: {text}; }}
QListWidget#rows::item:selected {{ background: {accent_soft}; color: {text}; }}
QListWidget#rows::indicator {{
    width: 18px; height: 18px; border: 1px solid {box}; border-radius: 4px; background: {surface};
}}
QListWidget#rows::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{icons}/tick_{tick}.svg");
}}
QListWidget#pages, QListWidget#rows {{ outline: none; }}
QListWidget#pages:focus, QListWidget#rows:focus {{ border-color: {accent}; }}
QCheckBox:focus {{ color: {accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {outline}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: 32px; padding: 0 8px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {outline}; border-radius: 4px; min-height: 32px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: transparent; border: none; max-height: 3px; min-height: 3px; }}
QProgressBar::chunk {{ background: {accent}; }}
"""
