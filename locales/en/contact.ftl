# Writing to the shop.

contact-title = Write to us
contact-lead = A question about a thing, an order or a repair? A person answers on working days, mostly within a day.
contact-otherwise = Other ways to reach us
contact-name = Your name
contact-email = E-mail
contact-number = Order number
contact-number-hint = If it is about an order. It stands in the letter that confirmed it.
contact-body = What would you like to tell us?
contact-send = Send
contact-privacy = We use your address for the answer and for nothing else.
contact-thanks = Thank you, we have it
contact-thanks-lead = We answer by e-mail from { $email }, mostly within one working day.

mail-contact-subject = Question from { $name }
mail-contact-heading = { $name } writes
mail-contact-from = From { $name }, { $email }. Answer this letter to write back.
mail-contact-order = About order { $number }
mail-contact-see = See all messages

admin-messages = Messages
admin-messages-meta = What people wrote by the contact form. Each also came by e-mail; answer there or here.
admin-messages-views = Views of messages
admin-messages-open = To answer
admin-messages-answered = Answered
admin-messages-empty = Nothing here.
admin-message-answer = Answer by e-mail
admin-message-subject = Your message, { $name }
admin-message-tick = Answered
admin-message-untick = Not answered yet
admin-message-answered = Ticked off.
admin-message-opened = It is among those to answer again.
